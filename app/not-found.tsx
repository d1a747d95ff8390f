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
          {/* A plain link: Next's own would be loaded by every page. */}
          {/* eslint-disable-next-line @next/next/no-html-link-for-pages */}
          <a href="/">{t("common.home")}</a>
        </Button>
      </Notice>
    </SiteFrame>
  );
}
