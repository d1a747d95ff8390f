"use client";

import { useTranslations } from "next-intl";
import { formatKes } from "@/lib/money";
import type { CheckoutView } from "@/lib/payments/model";

/** Nothing can be paid here any more, and why. */
export function EndedScreen({
  screen,
  view,
}: {
  screen: "partly_paid" | "expired" | "cancelled";
  view: CheckoutView;
}) {
  const t = useTranslations("checkout");
  const reference = view.accountReference;
  if (screen === "partly_paid") {
    const { paidKes, amountKes } = view.status;
    return (
      <p>
        {t("partly_paid.body", {
          paid: formatKes(paidKes),
          total: formatKes(amountKes),
          reference,
        })}
      </p>
    );
  }
  return (
    <>
      <p>{t(`${screen}.body`)}</p>
      <p>{t(`${screen}.next`, { merchant: view.merchantName, reference })}</p>
    </>
  );
}
