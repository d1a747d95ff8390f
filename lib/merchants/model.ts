import type { ENVIRONMENTS, KEY_SCOPES, ROLES } from "@/db/vocabulary";
import type { Decided } from "@/lib/cases/model";
import type {
  AttemptDecision,
  AttemptState,
  CaseKind,
  EvidenceKind,
  EvidenceSource,
  FailureReason,
  Invariant,
  Offer,
  OrderFlag,
  OrderStatus,
  TimelineKind,
} from "@/lib/payments/model";

export { ORDER_FLAGS, ORDER_STATUSES } from "@/db/vocabulary";

/** What the dashboard shows. Pure and browser-safe; times are ISO 8601, UTC. */

export type Role = (typeof ROLES)[number];

/** A signed-in person and the merchant whose money they may see. */
export type Member = {
  userId: string;
  email: string;
  merchantId: string;
  merchantName: string;
  role: Role;
  /** Every merchant this person is a member of, by name; the one of this request among them. */
  merchants: { id: string; name: string }[];
};

export type KeyScope = (typeof KEY_SCOPES)[number];

export type SignInProblem = "wrong_credentials" | "too_many_tries" | "unavailable";

/** A rule of money that orders of a merchant broke, as the sweeper last saw it. */
export type BrokenRule = { name: Invariant; orders: number; exampleOrderId: string };

/** What the payments list can be narrowed to. */
export const PAYMENT_FILTERS = ["paid", "open", "failed", "review"] as const;
export type PaymentFilter = (typeof PAYMENT_FILTERS)[number];

/** What the address of a list may carry beside its page. */
export const FILTER_FIELDS = [
  "q",
  "status",
  "flag",
  "from",
  "to",
  "min",
  "max",
  "shortcode",
] as const;
export type FilterField = (typeof FILTER_FIELDS)[number];

/** A list's fields as they were typed, trimmed; "" where nothing was. */
export type TypedFilter = Record<FilterField, string>;

/** What is wrong with a field, in the page's words. */
export type FilterProblem =
  "tooLong" | "unknownChoice" | "notADay" | "beforeStart" | "notAnAmount" | "belowMinimum";
export type FilterProblems = Partial<Record<FilterField, FilterProblem>>;

/** What a list is narrowed to; null where it is not. Days are Nairobi's, both ends included. */
export type ListFilter<Status extends string = string> = {
  search: string | null;
  status: Status | null;
  flag: OrderFlag | null;
  fromDay: string | null;
  toDay: string | null;
  minKes: number | null;
  maxKes: number | null;
  shortcodeId: string | null;
};

/** A shortcode as a person tells it from others. */
export type ShortcodeChoice = {
  id: string;
  businessShortCode: string;
  environment: (typeof ENVIRONMENTS)[number];
};

/** A list's page and the ways on from it, as query values; null where there is nothing. */
export type Listing<Row> = { rows: Row[]; newer: string | null; older: string | null };

/** A page of a search; cut if more was found than a search looks through. */
export type SearchListing<Row> = Listing<Row> & { isCut: boolean };

/** One attempt in the payments list. */
export type PaymentRow = {
  attemptId: string;
  orderId: string;
  title: string;
  accountReference: string;
  reference: string | null;
  shortcodeId: string;
  state: AttemptState;
  reason: FailureReason | null;
  decision: AttemptDecision | null;
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
  reference: string | null;
  shortcodeId: string;
  status: OrderStatus;
  flags: OrderFlag[];
  amountKes: number;
  paidKes: number;
  attemptCount: number;
  expiresAt: string;
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
  /** Who decided it by hand, and why; null for everything else. */
  decision: Decided | null;
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

/** What somebody of the merchant wrote about an order. */
export type NoteRow = { id: string; author: string; text: string; at: string };

export const MAX_NOTE_CHARS = 1_000;

/**
 * Which part of a long list is shown: a page of it, counted from 1, or with null its oldest and newest
 * rows, which is all of them where there are not many.
 */
export type ShownPart = { total: number; page: number | null; pages: number };

export type OrderPaymentRow = {
  id: string;
  /** What a person made of it; null if nobody had to. */
  decision: AttemptDecision | null;
  amountKes: number;
  receipt: string | null;
  counted: boolean;
  late: boolean;
  afterFailure: boolean;
  createdAt: string;
};

/** Everything the dashboard shows of one order. */
export type OrderPage = OrderRow & {
  /** Of its shortcode, for ever. */
  environment: (typeof ENVIRONMENTS)[number];
  cases: CaseKind[];
  /** Given back of money beyond the amount. */
  refundedKes: number;
  /** The last line of the timeline: whoever decides has seen it. */
  lastSeq: number;
  /** What can be decided about it as it is; null to whom may not. */
  offers: Offer[] | null;
  payUrl: string;
  attempts: PaymentRow[];
  payments: OrderPaymentRow[];
  timeline: TimelineRow[];
  timelinePart: ShownPart;
  /** Those of the time that the timeline's lines are of, oldest first. */
  notes: NoteRow[];
  /** Null to whom it may not be shown. */
  evidence: EvidenceRow[] | null;
  evidencePart: ShownPart | null;
};

/** Who works for a merchant, and who is invited to. */
export type People = {
  members: { userId: string; name: string; email: string; role: Role; since: string }[];
  invitations: { id: string; note: string; role: Role; expiresAt: string }[];
};

/** An API key as its merchant sees it; the secret is nowhere. */
export type ApiKeyRow = {
  id: string;
  name: string;
  prefix: string;
  scopes: KeyScope[];
  createdAt: string;
  /** Exact to the minute; null if it never was. */
  lastUsedAt: string | null;
};

/** A place where somebody is signed in. */
export type SessionRow = {
  id: string;
  userAgent: string | null;
  address: string | null;
  createdAt: string;
  isCurrent: boolean;
};

/** How many rows there are; counted no further than `count` where there are more. */
export type CappedCount = { count: number; isMore: boolean };
