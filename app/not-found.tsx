import Link from "next/link";
import { useTranslations } from "next-intl";
import { Notice } from "@/components/checkout/notice";
import { SiteFrame } from "@/components/checkout/site-frame";
import { Button } from "@/components/ui/button";

export default function NotFound() {
  const t = useTranslations();
  return (
    <SiteFrame>
      <Notice title={t("problems.notFound.title")}>
        <p>{t("problems.notFound.body")}</p>
        <Button asChild variant="outline">
          <Link href="/">{t("common.home")}</Link>
        </Button>
      </Notice>
    </SiteFrame>
  );
}
