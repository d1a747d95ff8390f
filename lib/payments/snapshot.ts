import type {
  AttemptDecision,
  CaseKind,
  EvidenceKind,
  FailureReason,
  OrderFlag,
  OrderStatus,
  Outcome,
  PaymentKind,
  PushState,
  TimelineKind,
} from "./model";

/** What `decide` looks at and what it answers. Times are the database's. */

/** One piece of evidence, reduced to what decisions need. */
export type Fact = {
  id: string;
  kind: EvidenceKind;
  code: string | null;
  reason: FailureReason | null;
  amountKes: number | null;
  receipt: string | null;
  merchantRequestId: string | null;
  checkoutRequestId: string | null;
  receivedAt: Date;
};

/** Evidence on its way in; `attemptId` is null for evidence about the order itself. */
export type Evidence = Fact & {
  attemptId: string | null;
  /** The attempt that a person's decision is about; no part of what is known of its money. */
  aboutAttemptId?: string | null;
};

export type AttemptSnapshot = {
  id: string;
  amountKes: number;
  push: PushState;
  outcome: Outcome;
  reason: FailureReason | null;
  reportedAmountKes: number | null;
  decision: AttemptDecision | null;
  merchantRequestId: string | null;
  checkoutRequestId: string | null;
  createdAt: Date;
};

export type PaymentSnapshot = {
  attemptId: string;
  kind: PaymentKind;
  amountKes: number;
  receipt: string | null;
  counted: boolean;
  late: boolean;
  afterFailure: boolean;
};

/** Attempts by the receipt of their payment. */
export type ReceiptOwners = ReadonlyMap<string, string>;

export type Snapshot = {
  order: {
    amountKes: number;
    status: OrderStatus;
    flags: OrderFlag[];
    cases: CaseKind[];
    refundedKes: number;
    restAsked: boolean;
    expiresAt: Date;
  };
  /** Every attempt of the order, oldest first. */
  attempts: AttemptSnapshot[];
  /** Every payment of the order. */
  payments: PaymentSnapshot[];
  /** Evidence of the attempt in question that is visible to the piece at hand (visible-facts.ts). */
  facts: Fact[];
  /** The latest piece of the attempt that was applied before, or null. */
  seenUpTo: Pick<Fact, "id" | "receivedAt"> | null;
  /** Which attempt of the merchant owns a receipt that this attempt's evidence names. */
  receiptOwners: ReceiptOwners;
};

export type AttemptChange = {
  id: string;
  push: PushState;
  outcome: Outcome;
  reason: FailureReason | null;
  reportedAmountKes: number | null;
  decision: AttemptDecision | null;
  merchantRequestId: string | null;
  checkoutRequestId: string | null;
  pushedAt: Date | null;
  promptEndsAt: Date | null;
  nextCheckAt: Date | null;
};

export type TimelineEntry = {
  kind: TimelineKind;
  attemptId: string | null;
  detail: Record<string, string | number | null>;
};

/** What a person made of an attempt; nothing more is asked about it, and nothing else changes. */
export type DecidedAttempt = {
  id: string;
  outcome: Outcome;
  reason: null;
  decision: AttemptDecision;
  nextCheckAt: null;
};

export type OrderChange = {
  status: OrderStatus;
  paidKes: number;
  flags: OrderFlag[];
  cases: CaseKind[];
  refundedKes: number;
  restAsked: boolean;
};

export type Changes = {
  order: OrderChange;
  attempt: AttemptChange | null;
  /** What a person made of an attempt; then no evidence about one is at hand. */
  decided: DecidedAttempt | null;
  /** The attempt's payment row as it must stand from now on; null leaves it as it is. */
  payment: PaymentSnapshot | null;
  timeline: TimelineEntry[];
};
