import { useTranslations } from "next-intl";
import type { WaitingOrder } from "@/lib/cases/model";
import { formatKes } from "@/lib/money";
import type { CaseKind } from "@/lib/payments/model";

type Amounts = Pick<WaitingOrder, "amountKes" | "paidKes" | "refundedKes" | "reviewedKes">;

/** Says what happened with an order's money and what to do next, case by case. */
export function useCaseWords(): (
  kind: CaseKind,
  amounts: Amounts,
) => { name: string; what: string; next: string } {
  const t = useTranslations("needs.cases");
  return (kind, { amountKes, paidKes, refundedKes, reviewedKes }) => {
    const values = {
      asked: formatKes(amountKes),
      paid: formatKes(paidKes),
      rest: formatKes(Math.max(0, amountKes - paidKes)),
      surplus: formatKes(Math.max(0, paidKes - amountKes - refundedKes)),
      received: formatKes(reviewedKes ?? 0),
    };
    const isKnown = kind === "amount_differs" && reviewedKes === null;
    return {
      name: t(`${kind}.name`),
      what: isKnown ? t("amount_differs.known") : t(`${kind}.what`, values),
      next: t(`${kind}.next`),
    };
  };
}
