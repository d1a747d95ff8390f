import { DECISION_KINDS } from "@/db/vocabulary";
import { surplusOf } from "./judge-cases";
import { refuseDecision } from "./judge-decision";
import type { DecisionKind, Offer } from "./model";
import type { Snapshot } from "./snapshot";

/** What a decision about this attempt, or about the order, would be about in money. */
function amountOf(snapshot: Snapshot, kind: DecisionKind, attemptId: string | null) {
  const { order, payments } = snapshot;
  const payment = payments.find((known) => known.attemptId === attemptId);
  const paidKes = payments.reduce((sum, p) => sum + (p.counted ? p.amountKes : 0), 0);
  switch (kind) {
    case "payment_accepted":
      return payment?.amountKes ?? null;
    case "refunded_outside":
      return attemptId === null ? surplusOf(snapshot) : (payment?.amountKes ?? null);
    case "rest_asked":
      return order.amountKes - paidKes;
    default:
      return null;
  }
}

/** Stands for what a person has yet to type: fits wherever a receipt and an amount are asked for. */
const TYPED = { receipt: "not yet typed", amountKes: 1 };

/**
 * The decisions that fit an order as it is, in the order of the vocabulary and of its attempts. What
 * the database alone knows (whether the order's time is over, whether M-Pesa is still asked) is told.
 * Pure.
 */
export function offerDecisions(
  snapshot: Snapshot,
  known: { isExpired: boolean; checksEnded: ReadonlySet<string> },
): Offer[] {
  const subjects = [null, ...snapshot.attempts];
  return DECISION_KINDS.flatMap((kind) =>
    subjects.flatMap((attempt): Offer[] => {
      const aboutAttemptId = attempt?.id ?? null;
      const amountKes = amountOf(snapshot, kind, aboutAttemptId);
      const isTooLate = kind === "rest_asked" && known.isExpired;
      const isTooEarly =
        kind === "written_off" &&
        attempt?.outcome === "unresolved" &&
        !known.checksEnded.has(attempt.id);
      const refusal = refuseDecision(snapshot, {
        id: "offered",
        attemptId: null,
        aboutAttemptId,
        kind,
        code: null,
        reason: null,
        receipt: TYPED.receipt,
        amountKes: amountKes ?? TYPED.amountKes,
        merchantRequestId: null,
        checkoutRequestId: null,
        receivedAt: snapshot.order.expiresAt,
      });
      const fits = refusal === null && !isTooLate && !isTooEarly;
      return fits ? [{ kind, aboutAttemptId, amountKes }] : [];
    }),
  );
}
