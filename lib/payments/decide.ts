import { nextCheckAt } from "./check-schedule";
import { judgeAttempt, type Judgement } from "./judge-attempt";
import { judgeCases } from "./judge-cases";
import { isDecision, judgeDecision, type Decision } from "./judge-decision";
import { findNamings, isForeign } from "./judge-ids";
import { judgeOrder } from "./judge-order";
import { findTroubles, firstReceipt } from "./judge-troubles";
import type { AttemptDecision, CaseKind, Outcome, PushState } from "./model";
import type {
  AttemptChange,
  AttemptSnapshot,
  Changes,
  Evidence,
  OrderChange,
  PaymentSnapshot,
  Snapshot,
} from "./snapshot";
import { tell, tellDecision } from "./tell";
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
  const isHigher =
    OUTCOME_RANK[judged.outcome] > OUTCOME_RANK[attempt.outcome] && attempt.decision !== "refunded";
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
    decision: attempt.decision,
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

/** What a person said of the money stands: only a receipt that was missing is filled in. */
const STANDS: ReadonlySet<AttemptDecision | null> = new Set(["accepted", "refunded", "by_hand"]);

/** The attempt's payment as it must stand, or null: money once seen is never taken back (rule 15). */
function changePayment(
  { id: attemptId, decision }: AttemptSnapshot,
  judged: Judgement,
  stored: PaymentSnapshot | undefined,
  named: string | null,
): PaymentSnapshot | null {
  const { payment, late, afterFailure } = judged;
  if (stored && STANDS.has(decision)) return { ...stored, receipt: stored.receipt ?? named };
  if (!payment || (stored?.counted === true && !payment.counted)) return stored ?? null;
  const receipt = payment.receipt ?? stored?.receipt ?? null;
  const kind = stored?.kind ?? "stk";
  return { attemptId, kind, ...payment, receipt, late, afterFailure };
}

/** Money of an attempt that was given up: a person decides once more. */
function reopen(
  attempt: AttemptChange,
  payment: PaymentSnapshot | null,
  stored: PaymentSnapshot | undefined,
): AttemptChange {
  const hasCome = attempt.decision === "written_off" && payment !== null && !stored;
  return hasCome ? { ...attempt, decision: null } : attempt;
}

const replaced = <Row>(rows: readonly Row[], row: Row | null, idOf: (row: Row) => string): Row[] =>
  row === null ? [...rows] : [...rows.filter((other) => idOf(other) !== idOf(row)), row];

/** The order after a change, with what waits for a person from then on. */
function changeOrder(
  snapshot: Snapshot,
  { kind }: Evidence,
  change: {
    order?: Partial<Snapshot["order"]>;
    attempt: Pick<AttemptSnapshot, "id" | "outcome" | "decision"> | null;
    payment: PaymentSnapshot | null;
    told: CaseKind[];
    closes?: (kind: CaseKind) => boolean;
  },
): OrderChange {
  const order = { ...snapshot.order, ...change.order };
  const payments = replaced(snapshot.payments, change.payment, ({ attemptId }) => attemptId);
  const attempts = replaced<Pick<AttemptSnapshot, "id" | "outcome" | "decision">>(
    snapshot.attempts,
    change.attempt,
    ({ id }) => id,
  );
  const open = snapshot.order.cases.filter((known) => !change.closes?.(known));
  const after = { order, attempts, payments };
  const cases = judgeCases(open, { before: snapshot, after, told: change.told });
  return judgeOrder({ order, payments, kind, cases });
}

/** A person's decision, which looks at the rows and not at the evidence that they came from. */
function decideByPerson(snapshot: Snapshot, evidence: Decision): Changes {
  const made = judgeDecision(snapshot, evidence);
  const change = made ?? { attempt: null, payment: null };
  const orderAfter = changeOrder(snapshot, evidence, { ...change, told: [] });
  return {
    order: orderAfter,
    attempt: null,
    decided: change.attempt,
    payment: change.payment,
    timeline: made ? tellDecision(evidence, snapshot.order, orderAfter) : [],
  };
}

/**
 * Decides what one piece of evidence changes. Pure and total: every state and every evidence has an
 * answer, and evidence that changes nothing answers the state as it is. The outcome follows from the
 * set of evidence, not from its order (rule 5).
 */
export function decide(snapshot: Snapshot, evidence: Evidence): Changes {
  if (isDecision(evidence)) return decideByPerson(snapshot, evidence);
  const { order, attempts, payments } = snapshot;
  const before = attempts.find(({ id }) => id === evidence.attemptId) ?? null;
  const context = { orderExpiresAt: order.expiresAt, receiptOwners: snapshot.receiptOwners };
  const facts = [...snapshot.facts, evidence];
  const { seenUpTo } = snapshot;
  const seen = seenUpTo ? facts.filter((fact) => !isBefore(seenUpTo, fact)) : [];
  const judgedBefore = before && judgeAttempt(before, seen, context);
  const judged = before && judgeAttempt(before, facts, context);
  const stored = payments.find(({ attemptId }) => attemptId === before?.id);
  const seeing = before && { attempt: before, ...context };
  const payment =
    before && judged && seeing
      ? changePayment(before, judged, stored, firstReceipt(facts, seeing))
      : null;
  const attempt =
    before && judged
      ? reopen(changeAttempt(before, judged, snapshot, evidence), payment, stored)
      : null;
  const told = seeing ? findTroubles(facts, { evidence, seenUpTo }, { ...seeing, payment }) : [];
  if (attempt && attempt.decision !== before?.decision) told.push("contradicts_decision");
  const orderAfter = changeOrder(snapshot, evidence, { attempt, payment, told });
  return {
    order: orderAfter,
    attempt,
    decided: null,
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
      told,
    }),
  };
}
