import type { Judgement } from "./judge-attempt";
import type { EvidenceKind, OrderFlag, OrderStatus, TimelineKind } from "./model";
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
  lines.push(...tellOutcome(story));
  const receiptCame = stored?.receipt == null && payment?.receipt != null;
  if (receiptCame) lines.push({ kind: "receipt_received", attemptId, detail: {} });
  const orderLine = order.status === orderAfter.status ? null : ORDER_LINES[orderAfter.status];
  if (orderLine) {
    lines.push({ kind: orderLine, attemptId, detail: { paidKes: orderAfter.paidKes } });
  }
  return lines;
}
