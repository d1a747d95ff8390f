import { decide } from "../decide";
import type {
  AttemptChange,
  AttemptSnapshot,
  Changes,
  PaymentSnapshot,
  Snapshot,
  TimelineEntry,
} from "../snapshot";
import { tellingFacts, visibleFacts, type VisibleFacts } from "../visible-facts";
import type { Projected } from "./projection";
import type { RecordedEvidence, RecordedOrder } from "./recorded-order";

/** An order on its way from nothing to what its evidence makes of it. */
type Growing = {
  order: Snapshot["order"] & { paidKes: number };
  attempts: (AttemptSnapshot & AttemptChange)[];
  payments: PaymentSnapshot[];
  timeline: TimelineEntry[];
  appliedIds: Set<string>;
};

type Step = { atUs: number; id: string; take: (owners: Map<string, string>) => void };

/** Beyond this the facts that decide are picked, as for the product (read-facts.ts). */
const JUDGED_WHOLE = 100;
const NOTHING_VISIBLE: VisibleFacts = { facts: [], seenUpTo: null };

const asCreated = ({ amountKes, expiresAt }: RecordedOrder): Growing => ({
  order: {
    amountKes,
    expiresAt,
    status: "open",
    flags: [],
    paidKes: 0,
    cases: [],
    refundedKes: 0,
    restAsked: false,
  },
  attempts: [],
  payments: [],
  timeline: [{ kind: "order_created", attemptId: null, detail: { amountKes } }],
  appliedIds: new Set(),
});

function claim(growing: Growing, { id, amountKes, createdAt }: RecordedOrder["attempts"][number]) {
  growing.attempts.push({
    id,
    amountKes,
    createdAt,
    push: "sending",
    outcome: "pending",
    reason: null,
    reportedAmountKes: null,
    decision: null,
    merchantRequestId: null,
    checkoutRequestId: null,
    pushedAt: null,
    promptEndsAt: null,
    nextCheckAt: null,
  });
  growing.timeline.push({ kind: "attempt_started", attemptId: id, detail: {} });
}

/** What the product saw when it applied this piece. */
function visibleTo(
  piece: RecordedEvidence,
  stored: readonly RecordedEvidence[],
  growing: Growing,
  receiptOwners: ReadonlyMap<string, string>,
): VisibleFacts {
  const attempt = growing.attempts.find(({ id }) => id === piece.attemptId);
  if (!attempt) return NOTHING_VISIBLE;
  const ofAttempt = stored.filter(({ attemptId }) => attemptId === piece.attemptId);
  const facts = ofAttempt.map((fact) => ({ ...fact, isApplied: growing.appliedIds.has(fact.id) }));
  const visible = visibleFacts(facts, piece);
  if (visible.facts.length <= JUDGED_WHOLE) return visible;
  const telling = tellingFacts([...visible.facts, piece], { attempt, receiptOwners });
  return { ...visible, facts: telling.filter(({ id }) => id !== piece.id) };
}

function change(growing: Growing, { order, attempt, decided, payment, timeline }: Changes): void {
  Object.assign(growing.order, order);
  for (const part of [attempt, decided]) {
    const changed = growing.attempts.find(({ id }) => id === part?.id);
    if (changed) Object.assign(changed, part);
  }
  if (payment) {
    const others = growing.payments.filter(({ attemptId }) => attemptId !== payment.attemptId);
    growing.payments = [...others, payment];
  }
  growing.timeline.push(...timeline);
}

function stepsOf(recorded: RecordedOrder, growing: Growing): Step[] {
  const claims = recorded.attempts.map((attempt) => ({
    atUs: attempt.claimedUs,
    id: attempt.id,
    take: () => claim(growing, attempt),
  }));
  const applications = recorded.evidence.flatMap((piece) => {
    if (piece.appliedUs === null) return [];
    const take = (receiptOwners: Map<string, string>) => {
      const visible = visibleTo(piece, recorded.evidence, growing, receiptOwners);
      const { order, attempts, payments } = growing;
      const changes = decide({ order, attempts, payments, ...visible, receiptOwners }, piece);
      change(growing, changes);
      growing.appliedIds.add(piece.id);
      const { payment } = changes;
      if (payment?.receipt) receiptOwners.set(payment.receipt, payment.attemptId);
    };
    return [{ atUs: piece.appliedUs, id: piece.id, take }];
  });
  return [...claims, ...applications];
}

/**
 * Replays the evidence of orders from nothing, in the order in which it was applied, through `decide`
 * itself. Orders that name each other's receipts must be replayed together: which of two attempts
 * owns a receipt follows from which was applied first. Answers each order's projections.
 */
export function replayEvidence(orders: readonly RecordedOrder[]): Map<string, Projected> {
  const receiptOwners = new Map<string, string>();
  const grown = orders.map((recorded) => ({ recorded, growing: asCreated(recorded) }));
  const steps = grown.flatMap(({ recorded, growing }) => stepsOf(recorded, growing));
  steps.sort((a, b) => a.atUs - b.atUs || (a.id < b.id ? -1 : 1));
  for (const { take } of steps) take(receiptOwners);
  return new Map(grown.map(({ recorded, growing }) => [recorded.orderId, growing]));
}
