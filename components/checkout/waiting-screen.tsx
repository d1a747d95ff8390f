"use client";

import { useTranslations } from "next-intl";
import { formatKes } from "@/lib/money";
import { Countdown } from "./countdown";
import { PaymentSteps } from "./payment-steps";
import { PhonePrompt } from "./phone-prompt";
import { PromptedPhone } from "./prompted-phone";
import type { ScreenProps } from "./screen-body";
import { WrongNumber } from "./wrong-number";

/** The prompt is on the phone: which phone, what it shows, how long there is. */
export function WaitingScreen({
  view,
  isStale,
  secondsLeft,
}: Pick<ScreenProps, "view" | "isStale"> & { secondsLeft: number | null }) {
  const t = useTranslations("checkout");
  return (
    <>
      <div className="flex items-center gap-4">
        {secondsLeft !== null && <Countdown secondsLeft={secondsLeft} />}
        <PromptedPhone phone={view.promptedPhone} isAwaited={isStale} />
      </div>
      <PaymentSteps
        steps={[
          { key: "sent", state: "done", words: t("steps.sent") },
          {
            key: "answer",
            state: "now",
            words: t("steps.answer"),
            children: (
              <ul className="list-disc space-y-1 ps-5">
                <li>{t("waiting.stepUnlock")}</li>
                <li>{t("waiting.stepCheck", { amount: formatKes(view.dueKes) })}</li>
                <li>{t("waiting.stepPin")}</li>
              </ul>
            ),
          },
          { key: "confirmed", state: "next", words: t("steps.confirmed") },
        ]}
      />
      <PhonePrompt view={view} />
      <WrongNumber />
      <p className="text-muted-foreground">{t("waiting.thenAutomatic")}</p>
    </>
  );
}
