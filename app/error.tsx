"use client";

import { useTranslations } from "next-intl";
import { Notice } from "@/components/checkout/notice";
import { RetryButton } from "@/components/checkout/retry-button";
import { SiteFrame } from "@/components/checkout/site-frame";
import { useAutoRetry } from "@/components/checkout/use-auto-retry";

/** Something threw, most likely because the database is away: tries again by itself. */
export default function UnexpectedError({ retry }: { error: unknown; retry: () => void }) {
  const t = useTranslations("problems.unavailable");
  const retrying = useAutoRetry(retry);
  return (
    <SiteFrame>
      <Notice title={t("title")}>
        <p role="status">{t("body")}</p>
        <RetryButton retrying={retrying} label={t("retry")} tryingLabel={t("retrying")} />
      </Notice>
    </SiteFrame>
  );
}
