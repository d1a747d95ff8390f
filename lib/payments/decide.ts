import { nextCheckAt } from "./check-schedule";
import { judgeAttempt, type Judgement } from "./judge-attempt";
import { findNamings, isForeign } from "./judge-ids";
import { judgeOrder } from "./judge-order";
import type { Outcome, PushState } from "./model";
import type {
  AttemptChange,
  AttemptSnapshot,
  Changes,
  Evidence,
  PaymentSnapshot,
  Snapshot,
} from "./snapshot";
import { tell } from "./tell";
import { compareMoments, isBefore } from "./received-order";
import { PROMPT_SHOWN_MS } from "./timing";

const PUSH_RANK: Record<PushState, number> = { sending: 0, unknown: 1, rejected: 2, accepted: 3 };
const OUTCOME_RANK: Record<Outcome, number> = {
  pending: 0,
  unresolved: 1,
  failed: 2,
  review: 3,
  succeeded: 4,
};

function changeAttempt(
  attempt: AttemptSnapshot,
  judged: Judgement,
  snapshot: Snapshot,
  evidence: Evidence,
): AttemptChange {
  // Upward only, whatever the judgement says (rule 5).
  const push = PUSH_RANK[judged.push] > PUSH_RANK[attempt.push] ? judged.push : attempt.push;
  const isHigher = OUTCOME_RANK[judged.outcome] > OUTCOME_RANK[attempt.outcome];
  const outcome = isHigher ? judged.outcome : attempt.outcome;
  const { merchantRequestId, checkoutRequestId } = judged;
  const facts = [...snapshot.facts, evidence].sort(compareMoments);
  const namings = findNamings(facts);
  return {
    id: attempt.id,
    push,
    outcome,
    reason: outcome === "failed" ? (judged.reason ?? attempt.reason) : null,
    reportedAmountKes: judged.reportedAmountKes ?? attempt.reportedAmountKes,
    merchantRequestId,
    checkoutRequestId,
    pushedAt: judged.pushedAt,
    promptEndsAt: judged.pushedAt && new Date(judged.pushedAt.getTime() + PROMPT_SHOWN_MS),
    nextCheckAt: nextCheckAt({
      outcome,
      checkoutRequestId,
      base: judged.pushedAt ?? attempt.createdAt,
      facts: facts.filter((fact) => !isForeign(namings, fact)),
      evidence,
    }),
  };
}

/** The attempt's payment as it must stand, or null: money once seen is never taken back (rule 15). */
function changePayment(
  attemptId: string,
  judged: Judgement,
  stored: PaymentSnapshot | undefined,
): PaymentSnapshot | null {
  const { payment, late, afterFailure } = judged;
  if (!payment || (stored?.counted === true && !payment.counted)) return stored ?? null;
  const receipt = payment.receipt ?? stored?.receipt ?? null;
  return { attemptId, ...payment, receipt, late, afterFailure };
}

const needsReview = ({ findings }: Judgement) => Object.values(findings).some(Boolean);

/**
 * Decides what one piece of evidence changes. Pure and total: every state and every evidence has an
 * answer, and evidence that changes nothing answers the state as it is. The outcome follows from the
 * set of evidence, not from its order (rule 5).
 */
export function decide(snapshot: Snapshot, evidence: Evidence): Changes {
  const { order, attempts, payments } = snapshot;
  const before = attempts.find(({ id }) => id === evidence.attemptId) ?? null;
  const context = { orderExpiresAt: order.expiresAt, receiptOwners: snapshot.receiptOwners };
  const facts = [...snapshot.facts, evidence];
  const { seenUpTo } = snapshot;
  const seen = seenUpTo ? facts.filter((fact) => !isBefore(seenUpTo, fact)) : [];
  const judgedBefore = before && judgeAttempt(before, seen, context);
  const judged = before && judgeAttempt(before, facts, context);
  const attempt = before && judged ? changeAttempt(before, judged, snapshot, evidence) : null;
  const stored = payments.find(({ attemptId }) => attemptId === before?.id);
  const payment = before && judged ? changePayment(before.id, judged, stored) : null;

  const orderAfter = judgeOrder({
    order,
    payments: [
      ...payments.filter(({ attemptId }) => attemptId !== payment?.attemptId),
      ...(payment ? [payment] : []),
    ],
    kind: evidence.kind,
    needsReview: judged !== null && needsReview(judged),
  });
  const { status, paidKes, flags } = orderAfter;
  return {
    order: { status, paidKes, flags },
    attempt,
    payment,
    timeline: tell({
      evidence,
      judgedBefore,
      judged,
      before,
      attempt,
      stored,
      payment,
      order,
      orderAfter,
    }),
  };
}
