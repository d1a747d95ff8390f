import { isFinding } from "./judge-cases";
import type { CaseKind, EvidenceKind, OrderFlag, OrderStatus } from "./model";
import type { OrderChange, PaymentSnapshot, Snapshot } from "./snapshot";

type OrderAfter = {
  order: Snapshot["order"];
  /** All payments of the order, the change at hand included. */
  payments: PaymentSnapshot[];
  kind: EvidenceKind;
  /** What waits for a person, the change at hand included. */
  cases: CaseKind[];
};

/**
 * Whether an order may be expired or cancelled at this moment is asked before that evidence is
 * recorded; once recorded it holds, and money still beats it, so the order of arrival is no matter.
 */
function judgeStatus({ order, kind }: OrderAfter, paidKes: number): OrderStatus {
  if (paidKes > order.amountKes) return "overpaid";
  if (paidKes === order.amountKes) return "paid";
  if (paidKes > 0) return "underpaid";
  if (order.status === "cancelled" || kind === "order_cancelled") return "cancelled";
  if (order.status === "expired" || kind === "order_expired") return "expired";
  return order.status === "underpaid" ? "underpaid" : "open";
}

/**
 * The order's status, sum and flags from the payments it has. The paid family beats expired and
 * cancelled (rule 4); `needs_review` and `refund_due` stay until a person closes their cases; the
 * other flags follow the payments.
 */
export function judgeOrder(after: OrderAfter): OrderChange {
  const { order, cases } = after;
  const counted = after.payments.filter((payment) => payment.counted);
  const paidKes = counted.reduce((sum, payment) => sum + payment.amountKes, 0);
  const status = judgeStatus(after, paidKes);
  const raised: [OrderFlag, boolean][] = [
    ["late", after.payments.some((payment) => payment.late)],
    ["after_failure", after.payments.some((payment) => payment.afterFailure)],
    ["receipt_pending", counted.some((payment) => payment.receipt === null)],
    ["needs_review", cases.some(isFinding)],
    ["refund_due", cases.includes("refund_due")],
  ];
  const flags = raised.filter(([, isRaised]) => isRaised).map(([flag]) => flag);
  const { refundedKes, restAsked } = order;
  return { status, flags, paidKes, cases, refundedKes, restAsked };
}
