import type {
  ATTEMPT_DECISIONS,
  CASE_KINDS,
  DECISION_KINDS,
  ENVIRONMENTS,
  EVIDENCE_KINDS,
  EVIDENCE_SOURCES,
  INVARIANTS,
  ORDER_FLAGS,
  ORDER_STATUSES,
  OUTCOMES,
  PAYMENT_KINDS,
  PUSH_STATES,
  TIMELINE_KINDS,
} from "@/db/vocabulary";
import type { FailureReason } from "@/lib/daraja/result-codes";

/** The vocabulary of payments. Pure and browser-safe: no clock, no ids, no I/O. */

/** What we know of the request to prompt the phone. */
export type PushState = (typeof PUSH_STATES)[number];

/** What we know of the money. Only ever moves to the right (design.md, rule 5). */
export type Outcome = (typeof OUTCOMES)[number];

export type OrderStatus = (typeof ORDER_STATUSES)[number];

/** Statuses of an order whose money is all there: final, and nothing is asked for any more. */
export type PaidStatus = Extract<OrderStatus, "paid" | "overpaid">;

export function isPaidStatus(status: OrderStatus | undefined): status is PaidStatus {
  return status === "paid" || status === "overpaid";
}

/** What is exceptional about an order, beside its status. */
export type OrderFlag = (typeof ORDER_FLAGS)[number];

/** What of an order waits for a person. */
export type CaseKind = (typeof CASE_KINDS)[number];

/** What a person made of an attempt; what is known of the money is its outcome all the same. */
export type AttemptDecision = (typeof ATTEMPT_DECISIONS)[number];

/** What a person can decide about an order's money. */
export type DecisionKind = (typeof DECISION_KINDS)[number];

/** A decision that fits an order as it is. */
export type Offer = {
  kind: DecisionKind;
  aboutAttemptId: string | null;
  /** What it is about in money; null where a person says it, or where there is none. */
  amountKes: number | null;
};

/** Why a person's decision does not fit an order as it is. */
export type DecisionRefusal =
  | "invalid"
  | "attempt_not_found"
  | "decided_already"
  | "not_in_review"
  | "no_money_here"
  | "money_is_here"
  | "already_paid"
  | "still_under_way"
  | "nothing_open"
  | "nothing_missing"
  | "nothing_to_refund"
  | "nothing_to_write_off"
  | "more_than_due"
  | "not_what_came"
  | "receipt_used"
  | "review_first";

/** How a payment came to be known: by a push, or by a person. */
export type PaymentKind = (typeof PAYMENT_KINDS)[number];

export type EvidenceSource = (typeof EVIDENCE_SOURCES)[number];

export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

/** What happened to an order, for people. */
export type TimelineKind = (typeof TIMELINE_KINDS)[number];

/** A rule of money that is checked in production; the view `invariant_<name>` says what it is. */
export type Invariant = (typeof INVARIANTS)[number];

type Judged = { outcome: Outcome; decision: AttemptDecision | null };

/** Whether a person ended an attempt without money for the order: given back, or given up. */
export const isEnded = ({ outcome, decision }: Judged): boolean =>
  decision !== null && outcome !== "succeeded";

/** An attempt's outcome as far as anybody waits for it: what a person ended is over. */
export const openOutcome = (attempt: Judged): Outcome =>
  isEnded(attempt) ? "failed" : attempt.outcome;

export const ATTEMPT_STATES = [
  "sending",
  "waiting",
  "checking",
  "failed",
  "review",
  "succeeded",
] as const;
/** How an attempt is shown to the public (contract: order status endpoint). */
export type AttemptState = (typeof ATTEMPT_STATES)[number];

/** The public answer about an order; the contract's shape, to the letter. */
export type OrderStatusView = {
  orderId: string;
  version: number;
  status: OrderStatus;
  amountKes: number;
  paidKes: number;
  attempt: null | {
    state: AttemptState;
    reason: FailureReason | null;
    promptEndsAt: string | null;
  };
  pollAfterMs: number | null;
};

export type { FailureReason };

/** A receipt as one browser may see it: whole for the one that paid, else its last four. */
export type ShownReceipt = {
  amountKes: number;
  /** Null while M-Pesa has confirmed the money but its receipt has not arrived. */
  receipt: string | null;
  isMasked: boolean;
  isLate: boolean;
  paidAt: string;
};

/** How long the page advises to wait before another try; the server refuses nothing for it. */
export type RetryWait = {
  endsAt: string;
  /** As of the reading, by the server's clock. */
  secondsLeft: number;
};

/** "••••1SV2": what a browser without the order's cookie may see of a receipt. */
export function maskReceipt(receipt: string): string {
  return `••••${receipt.slice(-4)}`;
}

/** Whether M-Pesa has confirmed money whose receipt has not arrived yet. */
export function isReceiptPending(receipts: readonly ShownReceipt[]): boolean {
  return receipts.some(({ receipt }) => receipt === null);
}

/** Everything the customer's page shows of an order. */
export type CheckoutView = {
  status: OrderStatusView;
  merchantName: string;
  /** The merchant's colour with what can be read on it; null for the product's own. */
  merchantColour: { surface: string; foreground: "#ffffff" | "#000000" } | null;
  /** The merchant's picture as a data address, for an `img` alone; null if it has none. */
  merchantLogo: string | null;
  /** Of the shortcode that the order is paid on: real money moves on "live" alone. */
  environment: (typeof ENVIRONMENTS)[number];
  title: string;
  accountReference: string;
  /** Back to the shop with the order and its signature; null until the order is final. */
  successUrl: string | null;
  /** Back to the shop without paying; null while money may be under way, and once it has come. */
  cancelUrl: string | null;
  expiresAt: string;
  flags: OrderFlag[];
  /** What a new prompt would ask for. */
  dueKes: number;
  /** Whether the pay form may be shown: payable, and nothing live or in review. */
  canStart: boolean;
  /** An unresolved attempt that a new one must name ("pay again although …"), else null. */
  despiteAttemptId: string | null;
  /** "0712 ••• 678" in the browser that started the attempt, null elsewhere. */
  promptedPhone: string | null;
  /** The attempt whose phone that is, for "send again to the same number"; null elsewhere. */
  ownAttemptId: string | null;
  attemptStartedAt: string | null;
  /** M-Pesa has said once that the pending attempt was paid, which does not count yet. */
  isAnswerSeen: boolean;
  /** What came instead of the amount asked for, where M-Pesa said so and a person decides. */
  reportedKes: number | null;
  /** After a failed attempt whose answer asks for patience, else null. */
  retryWait: RetryWait | null;
  /** When a pending attempt becomes unresolved if M-Pesa says nothing: then the page says what to do. */
  unresolvedFromAt: string | null;
  /** Counted payments, oldest first. */
  receipts: ShownReceipt[];
};

/** What a start answers; every refusal is one of these, never an exception. */
export type StartRefusal =
  | { reason: "invalid_phone" }
  | { reason: "order_not_found" }
  | { reason: "order_not_payable" }
  | { reason: "attempt_in_progress"; attemptId: string }
  | { reason: "attempt_unresolved"; attemptId: string }
  | { reason: "attempt_in_review"; attemptId: string }
  | { reason: "too_many_prompts"; retryAfterSeconds: number }
  | { reason: "mpesa_unavailable" };

export type StartResult =
  { ok: true; attemptId: string; push: PushState } | ({ ok: false } & StartRefusal);
