"use client";

import { useTranslations } from "next-intl";
import { Notice } from "@/components/checkout/notice";
import { RetryButton } from "@/components/checkout/retry-button";
import { useAutoRetry } from "@/components/checkout/use-auto-retry";

/**
 * Something threw, most likely because the database is away: tries again by itself. Every page brings
 * it along, so it has no frame of its own.
 */
export default function UnexpectedError({ retry }: { error: unknown; retry: () => void }) {
  const t = useTranslations("problems.unavailable");
  const retrying = useAutoRetry(retry);
  return (
    <main className="mx-auto max-w-lg px-4 py-10">
      <Notice title={t("title")}>
        <p role="status">{t("body")}</p>
        <RetryButton retrying={retrying} label={t("retry")} tryingLabel={t("retrying")} />
      </Notice>
    </main>
  );
}
