"use client";

import { useTranslations } from "next-intl";
import { formatKes } from "@/lib/money";
import type { CheckoutView } from "@/lib/payments/model";
import { Countdown } from "./countdown";
import { PhonePrompt } from "./phone-prompt";

/** The prompt is on the phone: which phone, what it shows, how long there is. */
export function WaitingScreen({
  view,
  secondsLeft,
}: {
  view: CheckoutView;
  secondsLeft: number | null;
}) {
  const t = useTranslations("checkout.waiting");
  return (
    <>
      <div className="flex items-center gap-4">
        {secondsLeft !== null && <Countdown secondsLeft={secondsLeft} />}
        <p className="text-lg">
          {view.promptedPhone === null
            ? t("sentToUnknown")
            : t.rich("sentTo", {
                phone: view.promptedPhone,
                strong: (text) => <strong className="whitespace-nowrap">{text}</strong>,
              })}
        </p>
      </div>
      <ol className="list-decimal space-y-2 ps-5 text-lg">
        <li>{t("stepUnlock")}</li>
        <li>{t("stepCheck", { amount: formatKes(view.dueKes) })}</li>
        <li>{t("stepPin")}</li>
      </ol>
      <PhonePrompt view={view} />
      <p className="text-muted-foreground">{t("thenAutomatic")}</p>
    </>
  );
}
