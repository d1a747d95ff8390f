import Link from "next/link";
import { useTranslations } from "next-intl";
import { Notice } from "@/components/checkout/notice";
import { SiteFrame } from "@/components/checkout/site-frame";
import { Button } from "@/components/ui/button";

/** What is not there, and what is not for this role, alike. */
export default function SettingsNotFound() {
  const t = useTranslations("settings.notFound");
  return (
    <SiteFrame>
      <Notice title={t("title")}>
        <p>{t("body")}</p>
        <Button asChild variant="outline">
          <Link href="/dashboard/settings/account">{t("back")}</Link>
        </Button>
      </Notice>
    </SiteFrame>
  );
}
