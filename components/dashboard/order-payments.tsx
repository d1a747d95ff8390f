import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import type { OrderPaymentRow } from "@/lib/merchants/model";
import { formatKes } from "@/lib/money";
import { LocalTime } from "./local-time";
import { ReceiptNumber } from "./payment-cells";

/** Money seen at M-Pesa for the order, and whether it counts. */
export function OrderPayments({
  payments,
  refundedKes,
}: {
  payments: OrderPaymentRow[];
  /** Given back of money beyond the amount. */
  refundedKes: number;
}) {
  const t = useTranslations("dashboard.order");
  const decided = useTranslations("needs.decisions");
  if (payments.length === 0) return <p className="text-muted-foreground">{t("noPayments")}</p>;
  return (
    <>
      <ul className="divide-y">
        {payments.map((payment) => (
          <li
            key={payment.id}
            className="flex flex-wrap items-center gap-x-5 gap-y-1 py-3 first:pt-0 last:pb-0"
          >
            <strong className="tabular-nums">{formatKes(payment.amountKes)}</strong>
            <ReceiptNumber row={{ receipt: payment.receipt, receivedKes: payment.amountKes }} />
            <LocalTime at={payment.createdAt} />
            <span className="flex flex-wrap gap-2">
              <Badge tone={payment.counted ? "success" : "warning"}>
                {payment.counted ? t("counted") : t("notCounted")}
              </Badge>
              {payment.decision !== null && (
                <Badge tone="info">{decided(`made.${payment.decision}`)}</Badge>
              )}
              {payment.late && <Badge tone="warning">{t("late")}</Badge>}
              {payment.afterFailure && <Badge tone="warning">{t("afterFailure")}</Badge>}
            </span>
          </li>
        ))}
      </ul>
      {refundedKes > 0 && <p>{decided("given", { amount: formatKes(refundedKes) })}</p>}
    </>
  );
}
