import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SiteFrame } from "@/components/checkout/site-frame";
import { BusinessForm } from "@/components/dashboard/settings/business-form";
import { isSetupLinkOpen } from "@/lib/merchants/create-setup-link";
import { runtime } from "@/lib/runtime";
import { readOrThrowPlainly } from "../../dashboard/read-or-throw-plainly";
import { LinkVoid } from "../../link-void";
import { setUpAction } from "./actions";
import "../../all-pages.css";

type Props = { params: Promise<{ token: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settings.business");
  return { title: t("title"), robots: { index: false } };
}

/** The first way in to an instance that nobody can sign in to yet. */
export default async function SetupPage({ params }: Props) {
  const { token } = await params;
  if (!(await readOrThrowPlainly(() => isSetupLinkOpen(runtime(), token)))) return <LinkVoid />;
  return (
    <SiteFrame>
      <BusinessForm action={setUpAction} token={token} />
    </SiteFrame>
  );
}
