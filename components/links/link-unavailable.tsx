"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Notice } from "@/components/checkout/notice";
import { RetryButton } from "@/components/checkout/retry-button";
import { useAutoRetry } from "@/components/checkout/use-auto-retry";

/** In place of a link's page while the database is away; asks the server for the page again. */
export function LinkUnavailable() {
  const t = useTranslations("problems");
  const router = useRouter();
  const retrying = useAutoRetry(() => {
    router.refresh();
  });
  return (
    <Notice title={t("checkoutUnavailable.title")}>
      <p role="status">{t("checkoutUnavailable.body")}</p>
      <RetryButton
        retrying={retrying}
        label={t("unavailable.retry")}
        tryingLabel={t("unavailable.retrying")}
      />
      <noscript>
        <meta httpEquiv="refresh" content="10" />
      </noscript>
    </Notice>
  );
}
