import type { Metadata } from "next";
import { NextIntlClientProvider } from "next-intl";
import { getTranslations } from "next-intl/server";
import { SiteFrame } from "@/components/checkout/site-frame";
import { LoginForm } from "@/components/dashboard/login-form";
import { Card } from "@/components/ui/card";
import { clientMessages } from "@/lib/i18n/client-messages";
import { readNextPath } from "@/lib/merchants/next-path";
import "../all-pages.css";
import { signInAction } from "./actions";

type Props = { searchParams: Promise<{ next?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("login");
  return { title: t("title") };
}

/** The merchant's way in. */
export default async function LoginPage({ searchParams }: Props) {
  const t = await getTranslations("login");
  const { next } = await searchParams;
  return (
    <NextIntlClientProvider messages={await clientMessages("login")}>
      <SiteFrame>
        <Card className="space-y-5">
          <div className="space-y-1">
            <h1 className="text-2xl leading-tight font-bold">{t("title")}</h1>
            <p className="text-muted-foreground">{t("intro")}</p>
          </div>
          <LoginForm action={signInAction} next={readNextPath(next)} />
        </Card>
      </SiteFrame>
    </NextIntlClientProvider>
  );
}
