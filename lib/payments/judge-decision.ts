import { DECISION_KINDS } from "@/db/vocabulary";
import { surplusOf } from "./judge-cases";
import type {
  AttemptDecision,
  CaseKind,
  DecisionKind,
  DecisionRefusal,
  EvidenceKind,
} from "./model";
import type {
  AttemptSnapshot,
  DecidedAttempt,
  Evidence,
  PaymentSnapshot,
  Snapshot,
} from "./snapshot";

/** A person's decision on its way in. */
export type Decision = Evidence & { kind: DecisionKind };

const KINDS: ReadonlySet<EvidenceKind> = new Set(DECISION_KINDS);

export const isDecision = (evidence: Evidence): evidence is Decision => KINDS.has(evidence.kind);

/** What a decision makes of an order; whatever it leaves out stays. */
export type Decided = {
  attempt: DecidedAttempt | null;
  payment: PaymentSnapshot | null;
  order: Pick<Snapshot["order"], "refundedKes" | "restAsked">;
  /** Cases that it closes, whatever else stands. */
  closes: (kind: CaseKind) => boolean;
};

type Ground = (attempt: AttemptSnapshot, snapshot: Snapshot) => boolean;

const paymentOf = ({ payments }: Snapshot, { id }: { id: string }) =>
  payments.find(({ attemptId }) => attemptId === id) ?? null;

/** Blocks the order until a person decides (rule 6). */
const isInReview = ({ outcome, decision }: AttemptSnapshot) =>
  outcome === "review" && decision === null;

/** Why a case of these kinds stands: a reason that an attempt no longer gives once it is decided. */
const GROUNDS: [kinds: CaseKind[], ground: Ground][] = [
  [["unresolved", "never_resolved"], (a) => a.outcome === "unresolved" && a.decision === null],
  [["amount_differs"], (a) => a.reportedAmountKes !== null && a.decision === null],
  [["receipt_reused", "amount_unknown"], (a, s) => isInReview(a) && paymentOf(s, a) === null],
];

/** The cases that one attempt alone gave reason for. */
function casesOfAttempt(attempt: AttemptSnapshot, snapshot: Snapshot): ReadonlySet<CaseKind> {
  const others = snapshot.attempts.filter(({ id }) => id !== attempt.id);
  const own = GROUNDS.filter(
    ([, gives]) => gives(attempt, snapshot) && !others.some((other) => gives(other, snapshot)),
  );
  return new Set(own.flatMap(([kinds]) => kinds));
}

/** What a person may close by looking: money under way or missing has decisions of its own. */
const isClosable = (kind: CaseKind) => kind !== "underpaid";

const subjectOf = ({ attempts }: Snapshot, { aboutAttemptId }: Decision) =>
  attempts.find(({ id }) => id === aboutAttemptId) ?? null;

function refuseRefund(snapshot: Snapshot, decision: Decision): DecisionRefusal | null {
  const { amountKes, receipt } = decision;
  if (receipt === null || amountKes === null || amountKes < 1) return "invalid";
  if (snapshot.receiptOwners.has(receipt)) return "receipt_used";
  if (decision.aboutAttemptId == null) {
    const surplus = surplusOf(snapshot);
    if (surplus === 0) return "nothing_to_refund";
    return amountKes > surplus ? "more_than_due" : null;
  }
  const attempt = subjectOf(snapshot, decision);
  const payment = attempt && paymentOf(snapshot, attempt);
  if (!attempt || !isInReview(attempt) || !payment) return "not_in_review";
  return amountKes === payment.amountKes ? null : "not_what_came";
}

function refuseByHand(snapshot: Snapshot, decision: Decision): DecisionRefusal | null {
  const { amountKes, receipt } = decision;
  if (receipt === null || amountKes === null || amountKes < 1) return "invalid";
  const attempt = subjectOf(snapshot, decision);
  if (!attempt) return "attempt_not_found";
  if (attempt.outcome === "pending") return "still_under_way";
  if (paymentOf(snapshot, attempt)) return "already_paid";
  return snapshot.receiptOwners.has(receipt) ? "receipt_used" : null;
}

function refuseWriteOff(snapshot: Snapshot, decision: Decision): DecisionRefusal | null {
  if (decision.aboutAttemptId == null) {
    return snapshot.order.cases.includes("underpaid") ? null : "nothing_missing";
  }
  const attempt = subjectOf(snapshot, decision);
  if (!attempt) return "attempt_not_found";
  if (attempt.decision !== null) return "decided_already";
  if (attempt.outcome === "pending") return "still_under_way";
  if (attempt.outcome === "unresolved") return null;
  if (attempt.outcome !== "review") return "nothing_to_write_off";
  return paymentOf(snapshot, attempt) ? "money_is_here" : null;
}

/** Why a decision does not fit the order as it is, or null if it does. Pure and total. */
export function refuseDecision(snapshot: Snapshot, decision: Decision): DecisionRefusal | null {
  const { order, attempts } = snapshot;
  const attempt = subjectOf(snapshot, decision);
  if (decision.aboutAttemptId != null && !attempt) return "attempt_not_found";
  switch (decision.kind) {
    case "case_closed":
      if (attempt) return "invalid";
      if (attempts.some(isInReview)) return "review_first";
      return order.cases.some(isClosable) ? null : "nothing_open";
    case "payment_accepted":
      if (!attempt || !isInReview(attempt)) return "not_in_review";
      return paymentOf(snapshot, attempt) ? null : "no_money_here";
    case "refunded_outside":
      return refuseRefund(snapshot, decision);
    case "rest_asked":
      if (attempt) return "invalid";
      if (order.status !== "underpaid" || order.restAsked) return "nothing_missing";
      return attempts.some(isInReview) ? "review_first" : null;
    case "written_off":
      return refuseWriteOff(snapshot, decision);
    case "paid_by_hand":
      return refuseByHand(snapshot, decision);
    default:
      return decision.kind satisfies never;
  }
}

const decided = (
  { id }: AttemptSnapshot,
  outcome: DecidedAttempt["outcome"],
  decision: AttemptDecision,
): DecidedAttempt => ({ id, outcome, decision, reason: null, nextCheckAt: null });

/**
 * What a person's decision makes of an order; null if it does not fit, and then it changes nothing.
 * Counted money is never touched (rule 15): a refund stands beside it. Pure and total.
 */
export function judgeDecision(snapshot: Snapshot, decision: Decision): Decided | null {
  if (refuseDecision(snapshot, decision) !== null) return null;
  const { refundedKes, restAsked } = snapshot.order;
  const attempt = subjectOf(snapshot, decision);
  const own = attempt ? casesOfAttempt(attempt, snapshot) : new Set<CaseKind>();
  const nothing: Decided = {
    attempt: null,
    payment: null,
    order: { refundedKes, restAsked },
    closes: (kind) => own.has(kind),
  };
  const stored = attempt && paymentOf(snapshot, attempt);
  const amountKes = decision.amountKes ?? 0;
  switch (decision.kind) {
    case "case_closed":
      return { ...nothing, closes: isClosable };
    case "payment_accepted":
      if (!attempt || !stored) return null;
      return {
        ...nothing,
        attempt: decided(attempt, "succeeded", "accepted"),
        payment: { ...stored, counted: true },
      };
    case "refunded_outside":
      if (attempt) return { ...nothing, attempt: decided(attempt, attempt.outcome, "refunded") };
      return { ...nothing, order: { restAsked, refundedKes: refundedKes + amountKes } };
    case "rest_asked":
      return { ...nothing, order: { refundedKes, restAsked: true } };
    case "written_off":
      if (attempt) return { ...nothing, attempt: decided(attempt, attempt.outcome, "written_off") };
      return {
        ...nothing,
        order: { refundedKes, restAsked: false },
        closes: (kind) => kind === "underpaid",
      };
    case "paid_by_hand":
      if (!attempt) return null;
      return {
        ...nothing,
        attempt: decided(attempt, "succeeded", "by_hand"),
        payment: {
          attemptId: attempt.id,
          kind: "hand",
          amountKes,
          receipt: decision.receipt,
          counted: true,
          late: false,
          afterFailure: false,
        },
      };
    default:
      return decision.kind satisfies never;
  }
}
