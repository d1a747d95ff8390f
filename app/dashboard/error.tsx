"use client";

import { useTranslations } from "next-intl";
import { Notice } from "@/components/checkout/notice";
import { SiteFrame } from "@/components/checkout/site-frame";
import { useAutoRetry } from "@/components/checkout/use-auto-retry";
import { Button } from "@/components/ui/button";

/** The database is away, most likely: says so and tries again by itself. */
export default function DashboardError({ retry }: { error: unknown; retry: () => void }) {
  const t = useTranslations("dashboardProblems.unavailable");
  useAutoRetry(retry);
  return (
    <SiteFrame>
      <Notice title={t("title")}>
        <p role="status">{t("body")}</p>
        <Button variant="outline" onClick={retry}>
          {t("retry")}
        </Button>
      </Notice>
    </SiteFrame>
  );
}
