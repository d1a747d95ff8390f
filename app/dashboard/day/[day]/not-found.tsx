import Link from "next/link";
import { useTranslations } from "next-intl";
import { Notice } from "@/components/checkout/notice";
import { SiteFrame } from "@/components/checkout/site-frame";
import { Button } from "@/components/ui/button";

/** No such day. */
export default function DayNotFound() {
  const t = useTranslations("lists.day");
  return (
    <SiteFrame>
      <Notice title={t("notFound")}>
        <p>{t("notFoundBody")}</p>
        <Button asChild variant="outline">
          <Link href="/dashboard/day">{t("today")}</Link>
        </Button>
      </Notice>
    </SiteFrame>
  );
}
