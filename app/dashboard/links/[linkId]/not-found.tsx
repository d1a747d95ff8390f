import Link from "next/link";
import { useTranslations } from "next-intl";
import { Notice } from "@/components/checkout/notice";
import { SiteFrame } from "@/components/checkout/site-frame";
import { Button } from "@/components/ui/button";

/** Unknown and foreign links alike. */
export default function LinkNotFound() {
  const t = useTranslations("links.notFound");
  return (
    <SiteFrame>
      <Notice title={t("title")}>
        <p>{t("body")}</p>
        <Button asChild variant="outline">
          <Link href="/dashboard/links">{t("back")}</Link>
        </Button>
      </Notice>
    </SiteFrame>
  );
}
