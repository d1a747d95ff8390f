import Link from "next/link";
import { useTranslations } from "next-intl";
import { Notice } from "@/components/checkout/notice";
import { SiteFrame } from "@/components/checkout/site-frame";
import { Button } from "@/components/ui/button";

/** A link that was used, taken back, is too old, or never was one: all alike, and without scripts, too. */
export function LinkVoid() {
  const t = useTranslations("settings.linkVoid");
  return (
    <SiteFrame>
      <Notice title={t("title")}>
        <p>{t("body")}</p>
        <Button asChild variant="outline">
          <Link href="/login">{t("signIn")}</Link>
        </Button>
      </Notice>
    </SiteFrame>
  );
}
