import type { Judgement } from "./judge-attempt";
import type { Decision } from "./judge-decision";
import type { CaseKind, EvidenceKind, OrderFlag, OrderStatus, TimelineKind } from "./model";
import type {
  AttemptChange,
  AttemptSnapshot,
  Evidence,
  PaymentSnapshot,
  TimelineEntry,
} from "./snapshot";

type Story = {
  evidence: Evidence;
  judgedBefore: Judgement | null;
  judged: Judgement | null;
  before: AttemptSnapshot | null;
  attempt: AttemptChange | null;
  stored: PaymentSnapshot | undefined;
  payment: PaymentSnapshot | null;
  order: { status: OrderStatus; flags: OrderFlag[] };
  orderAfter: { status: OrderStatus; paidKes: number };
  told: readonly CaseKind[];
};

/** What a person is told when evidence arrives, whatever it changes; null is not worth a line. */
const ARRIVALS: Record<EvidenceKind, TimelineKind | null> = {
  push_accepted: "push_accepted",
  push_refused: "push_refused",
  push_token_rejected: "push_token_renewed",
  push_not_sent: "push_not_sent",
  push_unknown: "push_unknown",
  callback_success: "callback_received",
  callback_failure: "callback_received",
  callback_undetermined: "callback_received",
  callback_unreadable: "callback_received",
  query_succeeded: "query_answered",
  query_failed: "query_answered",
  query_in_progress: null,
  query_no_answer: null,
  sending_stale: "push_unknown",
  window_ended: null,
  checks_ended: "attempt_needs_person",
  order_expired: null,
  order_cancelled: null,
  case_closed: null,
  payment_accepted: null,
  refunded_outside: null,
  rest_asked: null,
  written_off: null,
  paid_by_hand: null,
};

const FINDINGS: [keyof Judgement["findings"], TimelineKind][] = [
  ["idsDiffer", "callback_ids_differ"],
  ["receiptReused", "receipt_reused"],
  ["secondReceipt", "second_receipt"],
  ["amountUnknown", "amount_unknown"],
];

/** Timeline kinds that are security events: somebody should look, and the log says so. */
export const SECURITY_KINDS: ReadonlySet<TimelineKind> = new Set([
  "callback_ids_differ",
  "receipt_reused",
  "second_receipt",
]);

function tellOutcome({ before, attempt, payment, judged }: Story): TimelineEntry[] {
  if (!before || !attempt || before.outcome === attempt.outcome) return [];
  const attemptId = attempt.id;
  switch (attempt.outcome) {
    case "pending":
      return [];
    case "unresolved":
      return [{ kind: "attempt_unresolved", attemptId, detail: {} }];
    case "failed":
      return [{ kind: "attempt_failed", attemptId, detail: { reason: attempt.reason } }];
    case "review": {
      const detail = { amountKes: judged?.reportedAmountKes ?? null };
      return [{ kind: "attempt_in_review", attemptId, detail }];
    }
    case "succeeded":
      return [
        { kind: "payment_received", attemptId, detail: { amountKes: payment?.amountKes ?? null } },
      ];
    default:
      return attempt.outcome satisfies never;
  }
}

const ORDER_LINES: Record<OrderStatus, TimelineKind | null> = {
  open: null,
  paid: "order_paid",
  overpaid: "order_overpaid",
  underpaid: null,
  expired: "order_expired",
  cancelled: "order_cancelled",
};

/** What a person decided; who and why stand with the evidence, which is named. */
export function tellDecision(
  { id, kind, aboutAttemptId = null, amountKes }: Decision,
  order: Story["order"],
  orderAfter: Story["orderAfter"],
): TimelineEntry[] {
  const detail = { decisionId: id, ...(amountKes === null ? {} : { amountKes }) };
  return [
    { kind, attemptId: aboutAttemptId, detail },
    ...tellOrder(order, orderAfter, aboutAttemptId),
  ];
}

function tellOrder(
  order: Story["order"],
  orderAfter: Story["orderAfter"],
  attemptId: string | null,
): TimelineEntry[] {
  const kind = order.status === orderAfter.status ? null : ORDER_LINES[orderAfter.status];
  return kind ? [{ kind, attemptId, detail: { paidKes: orderAfter.paidKes } }] : [];
}

/** The lines that this evidence adds to the order's timeline. No personal data, no receipts. */
export function tell(story: Story): TimelineEntry[] {
  const { evidence, judgedBefore, judged, stored, payment, order, orderAfter } = story;
  const attemptId = evidence.attemptId;
  const lines: TimelineEntry[] = [];
  const arrival = ARRIVALS[evidence.kind];
  if (arrival) lines.push({ kind: arrival, attemptId, detail: { code: evidence.code } });
  for (const [finding, kind] of FINDINGS) {
    const isNew = judged?.findings[finding] === true && !judgedBefore?.findings[finding];
    if (isNew) lines.push({ kind, attemptId, detail: {} });
  }
  if (story.told.includes("contradicts_decision")) {
    lines.push({ kind: "decision_contradicted", attemptId, detail: {} });
  }
  lines.push(...tellOutcome(story));
  const receiptCame = stored?.receipt == null && payment?.receipt != null;
  if (receiptCame) lines.push({ kind: "receipt_received", attemptId, detail: {} });
  return [...lines, ...tellOrder(order, orderAfter, attemptId)];
}
