"use client";

import { useTranslations } from "next-intl";
import { KeepTogether } from "@/components/ui/keep-together";
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
      money={
        <p className="text-lg font-semibold">
          <KeepTogether>{t(`${screen}.money`, amounts)}</KeepTogether>
        </p>
      }
      next={
        <p>
          <KeepTogether>{t(`${screen}.next`, { merchant: view.merchantName })}</KeepTogether>
        </p>
      }
      reference={view.accountReference}
    />
  );
}
