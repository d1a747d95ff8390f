import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { SiteFrame } from "@/components/checkout/site-frame";
import { BusinessForm } from "@/components/dashboard/settings/business-form";
import { runtime } from "@/lib/runtime";
import { signUpAction } from "./actions";
import "../all-pages.css";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settings.business");
  return { title: t("title") };
}

export const dynamic = "force-dynamic";

/** A merchant of one's own, where the instance is open to anybody (SIGN_UP). */
export default function SignUpPage() {
  if (runtime().env.SIGN_UP !== "open") notFound();
  return (
    <SiteFrame>
      <BusinessForm action={signUpAction} token={null} />
    </SiteFrame>
  );
}
