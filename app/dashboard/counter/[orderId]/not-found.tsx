import Link from "next/link";
import { useTranslations } from "next-intl";
import { Notice } from "@/components/checkout/notice";
import { SiteFrame } from "@/components/checkout/site-frame";
import { Button } from "@/components/ui/button";

/** Unknown and foreign orders alike. */
export default function OrderNotFound() {
  const t = useTranslations("dashboardProblems.notFound");
  return (
    <SiteFrame>
      <Notice title={t("title")}>
        <p>{t("body")}</p>
        <Button asChild variant="outline">
          <Link href="/dashboard">{t("back")}</Link>
        </Button>
      </Notice>
    </SiteFrame>
  );
}
