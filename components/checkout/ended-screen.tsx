"use client";

import { useTranslations } from "next-intl";
import { formatKes } from "@/lib/money";
import type { CheckoutView } from "@/lib/payments/model";
import { Answers } from "./answers";

/** Nothing can be paid here any more: whether money moved, what to do, what to quote. */
export function EndedScreen({
  screen,
  view,
}: {
  screen: "partly_paid" | "expired" | "cancelled";
  view: CheckoutView;
}) {
  const t = useTranslations("checkout");
  const { paidKes, amountKes } = view.status;
  const amounts = { paid: formatKes(paidKes), total: formatKes(amountKes) };
  return (
    <Answers
      money={<p className="text-lg font-semibold">{t(`${screen}.money`, amounts)}</p>}
      next={<p>{t(`${screen}.next`, { merchant: view.merchantName })}</p>}
      reference={view.accountReference}
    />
  );
}
