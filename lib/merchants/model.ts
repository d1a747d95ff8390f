import type { ROLES } from "@/db/vocabulary";
import type {
  AttemptState,
  EvidenceKind,
  EvidenceSource,
  FailureReason,
  Invariant,
  OrderFlag,
  OrderStatus,
  TimelineKind,
} from "@/lib/payments/model";

/** What the dashboard shows. Pure and browser-safe; times are ISO 8601, UTC. */

export type Role = (typeof ROLES)[number];

/** A signed-in person and the merchant whose money they may see. */
export type Member = {
  userId: string;
  email: string;
  merchantId: string;
  merchantName: string;
  role: Role;
};

export type SignInProblem = "wrong_credentials" | "too_many_tries" | "unavailable";

/** A rule of money that orders of a merchant broke, as the sweeper last saw it. */
export type BrokenRule = { name: Invariant; orders: number; exampleOrderId: string };

/** What the payments list can be narrowed to. */
export const PAYMENT_FILTERS = ["paid", "open", "failed", "review"] as const;
export type PaymentFilter = (typeof PAYMENT_FILTERS)[number];

/** A list's page and the ways on from it, as query values; null where there is nothing. */
export type Listing<Row> = { rows: Row[]; newer: string | null; older: string | null };

/** One attempt in the payments list. */
export type PaymentRow = {
  attemptId: string;
  orderId: string;
  title: string;
  state: AttemptState;
  reason: FailureReason | null;
  /** What was asked for … */
  amountKes: number;
  /** … and what came, once money did: another amount is for a person to look at. */
  receivedKes: number | null;
  receipt: string | null;
  /** "0712 ••• 678"; null once the payer's data was erased. */
  maskedPhone: string | null;
  createdAt: string;
};

export type OrderRow = {
  orderId: string;
  title: string;
  accountReference: string;
  status: OrderStatus;
  flags: OrderFlag[];
  amountKes: number;
  paidKes: number;
  attemptCount: number;
  createdAt: string;
};

export type TimelineRow = {
  seq: number;
  kind: TimelineKind;
  attemptId: string | null;
  code: string | null;
  reason: FailureReason | null;
  amountKes: number | null;
  at: string;
};

export type EvidenceRow = {
  id: string;
  attemptId: string | null;
  source: EvidenceSource;
  kind: EvidenceKind;
  code: string | null;
  amountKes: number | null;
  receipt: string | null;
  receivedAt: string;
  appliedAt: string | null;
  /** The raw body with phone numbers and provider ids masked; null where none was stored. */
  raw: string | null;
};

export type OrderPaymentRow = {
  id: string;
  amountKes: number;
  receipt: string | null;
  counted: boolean;
  late: boolean;
  afterFailure: boolean;
  createdAt: string;
};

/** Everything the dashboard shows of one order. */
export type OrderPage = OrderRow & {
  reference: string | null;
  payUrl: string;
  expiresAt: string;
  attempts: PaymentRow[];
  payments: OrderPaymentRow[];
  timeline: TimelineRow[];
  evidence: EvidenceRow[];
};
