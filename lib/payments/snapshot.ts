import type {
  EvidenceKind,
  FailureReason,
  OrderFlag,
  OrderStatus,
  Outcome,
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
export type Evidence = Fact & { attemptId: string | null };

export type AttemptSnapshot = {
  id: string;
  amountKes: number;
  push: PushState;
  outcome: Outcome;
  reason: FailureReason | null;
  reportedAmountKes: number | null;
  merchantRequestId: string | null;
  checkoutRequestId: string | null;
  createdAt: Date;
};

export type PaymentSnapshot = {
  attemptId: string;
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

export type Changes = {
  order: { status: OrderStatus; paidKes: number; flags: OrderFlag[] };
  attempt: AttemptChange | null;
  /** The attempt's payment row as it must stand from now on; null leaves it as it is. */
  payment: PaymentSnapshot | null;
  timeline: TimelineEntry[];
};
