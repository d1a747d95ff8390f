"use client";

import { useTranslations } from "next-intl";
import { Notice } from "./notice";
import { RetryButton } from "./retry-button";
import { useAutoRetry } from "./use-auto-retry";

/** The payment service cannot be reached: says what not to do, and tries again by itself. */
export function UnavailableNotice({ retry }: { retry: () => void }) {
  const t = useTranslations("problems");
  const retrying = useAutoRetry(retry);
  return (
    <Notice title={t("checkoutUnavailable.title")}>
      <p role="status">{t("checkoutUnavailable.body")}</p>
      <p className="font-semibold">{t("checkoutUnavailable.advice")}</p>
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
