"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { KeepTogether } from "@/components/ui/keep-together";
import { Notice } from "./notice";
import { RetryButton } from "./retry-button";
import { useLaterRendering } from "./use-later-rendering";

/**
 * The payment service cannot be reached: says what not to do, and asks again by itself until it can; then
 * `ask` puts the page in its place.
 */
export function UnavailableNotice({ ask }: { ask: (signal: AbortSignal) => Promise<void> }) {
  const t = useTranslations("problems");
  const [tries, setTries] = useState(0);
  const [isTrying, setIsTrying] = useState(false);
  // Whoever presses the button is not kept waiting.
  const need = tries === 0 ? "page" : "change";
  useLaterRendering(need, tries, (signal) => ask(signal).finally(() => setIsTrying(false)));
  const tryNow = () => {
    setIsTrying(true);
    setTries(tries + 1);
  };
  return (
    <Notice title={t("checkoutUnavailable.title")}>
      <p role="status">{t("checkoutUnavailable.body")}</p>
      <p className="font-semibold">
        <KeepTogether>{t("checkoutUnavailable.advice")}</KeepTogether>
      </p>
      <RetryButton
        retrying={{ tryNow, isTrying }}
        label={t("unavailable.retry")}
        tryingLabel={t("unavailable.retrying")}
      />
      <noscript>
        <meta httpEquiv="refresh" content="10" />
      </noscript>
    </Notice>
  );
}
