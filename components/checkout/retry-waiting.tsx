"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import type { RetryWait } from "@/lib/payments/model";

/** "1:05": how long a wait still is. */
function clockOf(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/**
 * From when on another try makes sense, and how long that still is. Nothing is spoken every second:
 * a timer is silent by role, and the page's live region says once that the wait is over. Without
 * JavaScript the page loads itself again at the end of the wait.
 */
export function RetryWaiting({ wait, secondsLeft }: { wait: RetryWait; secondsLeft: number }) {
  const t = useTranslations("checkout.failed.wait");
  const format = useFormatter();
  const time = format.dateTime(new Date(wait.endsAt), {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  return (
    <>
      {secondsLeft > 0 && (
        <Alert tone="info" className="flex items-center justify-between gap-4">
          <p>{t("from", { time })}</p>
          <p
            role="timer"
            aria-label={t("left")}
            className="shrink-0 text-2xl font-bold tabular-nums"
          >
            {clockOf(secondsLeft)}
          </p>
          <noscript>
            <meta httpEquiv="refresh" content={String(wait.secondsLeft + 1)} />
          </noscript>
        </Alert>
      )}
      {secondsLeft === 0 && <p>{t("over")}</p>}
    </>
  );
}
