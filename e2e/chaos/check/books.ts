/** What the checker compares: the provider's side and ours, as plain rows. */

export type Debit = {
  receipt: string;
  amountKes: number;
  businessShortCode: string;
  accountReference: string;
  checkoutRequestId: string;
};

export type Delivery = {
  checkoutRequestId: string;
  /** SHA-256, hex, of the token at the end of the address. */
  tokenSha256: string;
  /** The answer that the provider saw; null for none. */
  status: number | null;
  /** SHA-256, hex, of the bytes sent. */
  bodySha256: string;
  /** What the body tells of money; null where it tells none. */
  money: { amountKes: number | null; receipt: string | null } | null;
};

export type Prompt = {
  checkoutRequestId: string;
  msisdn: string;
  /** When it appeared, in the database's time. */
  at: Date;
};

export type Shortcode = { businessShortCode: string; merchantId: string };

export type Order = {
  id: string;
  merchantId: string;
  accountReference: string;
  amountKes: number;
  paidKes: number;
  status: string;
  flags: string[];
};

export type Attempt = {
  id: string;
  orderId: string;
  merchantId: string;
  amountKes: number;
  push: string;
  outcome: string;
  reportedAmountKes: number | null;
  tokenSha256: string;
  phoneHash: string | null;
  checkoutRequestId: string | null;
  despiteAttemptId: string | null;
  createdAt: Date;
};

export type Payment = {
  id: string;
  orderId: string;
  attemptId: string;
  merchantId: string;
  amountKes: number;
  receipt: string | null;
  counted: boolean;
};

export type Evidence = {
  attemptId: string | null;
  source: string;
  kind: string;
  checkoutRequestId: string | null;
  code: string | null;
  rawSha256: string | null;
  receivedAt: Date;
  isApplied: boolean;
};

export type PromptLimits = {
  perPhonePer10Minutes: number;
  perPhonePerDay: number;
  perOrder: number;
};

export type Books = {
  debits: Debit[];
  deliveries: Delivery[];
  prompts: Prompt[];
  shortcodes: Shortcode[];
  orders: Order[];
  attempts: Attempt[];
  payments: Payment[];
  evidence: Evidence[];
  /** Attempts that a customer named to start another in spite of them. */
  explicitSteps: ReadonlySet<string>;
  limits: PromptLimits;
};
