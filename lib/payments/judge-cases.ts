import { CASE_KINDS } from "@/db/vocabulary";
import type { CaseKind, Outcome } from "./model";
import type { AttemptSnapshot, PaymentSnapshot, Snapshot } from "./snapshot";

/** The cases of which the flag `needs_review` speaks: what evidence said, until a person closes it. */
const FINDINGS: ReadonlySet<CaseKind> = new Set([
  "amount_differs",
  "receipt_reused",
  "second_receipt",
  "amount_unknown",
  "ids_differ",
  "contradicts_decision",
  "never_resolved",
]);

export const isFinding = (kind: CaseKind): boolean => FINDINGS.has(kind);

/** What an order stands at: before a piece of evidence, and after it. */
export type Standing = {
  order: Pick<Snapshot["order"], "amountKes" | "refundedKes">;
  attempts: readonly Pick<AttemptSnapshot, "id" | "outcome" | "decision">[];
  payments: readonly PaymentSnapshot[];
};

const paidKesOf = (payments: readonly PaymentSnapshot[]) =>
  payments.reduce((sum, { counted, amountKes }) => sum + (counted ? amountKes : 0), 0);

/** What came beyond the amount and was not given back. */
export const surplusOf = ({ order, payments }: Omit<Standing, "attempts">): number =>
  Math.max(0, paidKesOf(payments) - order.amountKes - order.refundedKes);

const isPending = ({ counted, receipt }: PaymentSnapshot) => counted && receipt === null;
const isUnderpaid = ({ order, payments }: Standing) => {
  const paidKes = paidKesOf(payments);
  return paidKes > 0 && paidKes < order.amountKes;
};
const waits = ({ outcome, decision }: { outcome: Outcome; decision: unknown }) =>
  outcome === "unresolved" && decision === null;

/**
 * Whether a case still stands. What can pass by itself is asked of the rows; the rest was said once
 * and waits for a person.
 */
function stillStands(kind: CaseKind, after: Standing): boolean {
  switch (kind) {
    case "unresolved":
      return after.attempts.some(waits);
    case "receipt_pending":
      return after.payments.some(isPending);
    case "underpaid":
      return isUnderpaid(after);
    case "refund_due":
      return surplusOf(after) > 0;
    default:
      return true;
  }
}

/** What the change from one standing to the next brings up, attempt by attempt and payment by payment. */
function raisedBy(before: Standing, after: Standing): CaseKind[] {
  const raised: CaseKind[] = [];
  const attemptBefore = (id: string) => before.attempts.find((attempt) => attempt.id === id);
  const paymentBefore = (id: string) => before.payments.find(({ attemptId }) => attemptId === id);
  for (const attempt of after.attempts) {
    const known = attemptBefore(attempt.id);
    if (waits(attempt) && !(known && waits(known))) raised.push("unresolved");
  }
  for (const payment of after.payments) {
    const known = paymentBefore(payment.attemptId);
    if (payment.late && !known?.late) raised.push("late");
    if (isPending(payment) && !(known && isPending(known))) raised.push("receipt_pending");
  }
  const hasGrown = paidKesOf(after.payments) > paidKesOf(before.payments);
  if (hasGrown && isUnderpaid(after)) raised.push("underpaid");
  if (surplusOf(after) > surplusOf(before)) raised.push("refund_due");
  return raised;
}

/**
 * The cases of an order after a change: those that were open and still stand, what the change brings
 * up, and what the evidence told. Each kind stands once, in the order of the vocabulary. Pure.
 */
export function judgeCases(
  open: readonly CaseKind[],
  { before, after, told }: { before: Standing; after: Standing; told: readonly CaseKind[] },
): CaseKind[] {
  const kept = open.filter((kind) => stillStands(kind, after));
  const cases = new Set([...kept, ...raisedBy(before, after), ...told]);
  return CASE_KINDS.filter((kind) => cases.has(kind));
}
