"use client";

import { useTranslations } from "next-intl";
import type { CheckoutScreen } from "@/components/checkout/screen";
import { useShortTime } from "@/components/checkout/use-short-time";
import { Alert } from "@/components/ui/alert";
import type { CounterView } from "@/lib/counter/model";
import { formatKes } from "@/lib/money";

/** What belongs to the result: which phone, which receipt, what is special about it. */
export function CounterNotes({
  screen,
  view,
  isStale,
}: {
  screen: CheckoutScreen;
  view: CounterView;
  isStale: boolean;
}) {
  const t = useTranslations("cashier");
  const { status, receipts, promptedPhone } = view;
  const time = useShortTime(receipts.at(-1)?.paidAt ?? null);
  const surplus = status.paidKes - status.amountKes;
  const isPaid = screen === "paid";
  return (
    <>
      <dl className="flex flex-wrap justify-center gap-x-10 gap-y-3 text-center">
        {isPaid &&
          receipts.map(({ receipt }, index) => (
            <div key={index}>
              <dt className="text-muted-foreground text-sm">{t("receipt")}</dt>
              <dd className="font-mono text-2xl font-bold">{receipt ?? t("receiptPending")}</dd>
            </div>
          ))}
        <div>
          <dt className="text-muted-foreground text-sm">{t("reference")}</dt>
          <dd className="font-mono text-lg break-all">{view.accountReference}</dd>
        </div>
      </dl>
      <div className="space-y-1 text-center empty:hidden">
        {isPaid && time !== "" && <p>{t("paidAt", { time })}</p>}
        {!isPaid && promptedPhone !== null && (
          <p className="text-lg">
            {t("sentTo", { phone: promptedPhone.replaceAll(" ", "\u00a0") })}
          </p>
        )}
      </div>
      {isPaid && surplus > 0 && (
        <Alert tone="warning">
          <p>{t("overpaid", { surplus: formatKes(surplus) })}</p>
        </Alert>
      )}
      {isPaid && receipts.some(({ isLate }) => isLate) && (
        <Alert tone="warning">
          <p>{t("late")}</p>
        </Alert>
      )}
      {screen === "failed" && !isStale && view.despiteAttemptId !== null && (
        <Alert tone="warning">
          <p>{t("earlierOpen")}</p>
        </Alert>
      )}
      {screen === "failed" && !isStale && !view.canStart && <p>{t("closed")}</p>}
    </>
  );
}
