/** What Daraja's result codes mean (daraja.md, 2.5). Pure: no clock, no I/O, no dependency. */

export const FAILURE_REASONS = [
  "cancelled_or_timed_out",
  "no_answer",
  "insufficient_balance",
  "wrong_pin",
  "phone_busy",
  "too_soon",
  "expired",
  "limit",
  "pin_locked",
  "merchant_setup",
  "not_sent",
  "daraja_refused",
  "mpesa_busy",
  "invalid_phone",
] as const;
/** Why an attempt failed, in words the product uses everywhere. */
export type FailureReason = (typeof FAILURE_REASONS)[number];

/** When a further attempt makes sense. Advice for people: nothing retries by itself. */
export type RetryAdvice =
  | { kind: "now" | "tomorrow" | "never" | "merchant_must_act" }
  | { kind: "after_seconds"; seconds: number };

/** The text to show; the translations live under these keys. */
export type MessageKey =
  FailureReason | "amount_above_limit" | "daily_limit" | "paid" | "waiting_for_pin";

export type ResultCodeMeaning = {
  code: string;
  /** Safaricom's meaning in our words, for merchants and developers. */
  meaning: string;
  retry: RetryAdvice;
  messageKey: MessageKey;
} & (
  | { /** Ends the attempt as failed. */ closes: true; reason: FailureReason }
  | { /** Paid (0), or not known yet (4999). */ closes: false; reason: null }
);

const NOW: RetryAdvice = { kind: "now" };
const NEVER: RetryAdvice = { kind: "never" };
const TOMORROW: RetryAdvice = { kind: "tomorrow" };
const MERCHANT_MUST_ACT: RetryAdvice = { kind: "merchant_must_act" };
const afterSeconds = (seconds: number): RetryAdvice => ({ kind: "after_seconds", seconds });

const RETRY_BY_REASON: Readonly<Record<FailureReason, RetryAdvice>> = {
  cancelled_or_timed_out: NOW,
  no_answer: NOW,
  insufficient_balance: NOW,
  wrong_pin: NOW,
  // Any push after a lock error has to wait a minute (2.9).
  phone_busy: afterSeconds(60),
  // The same amount to the same customer: two minutes (2.9).
  too_soon: afterSeconds(120),
  expired: NOW,
  limit: TOMORROW,
  pin_locked: NEVER,
  merchant_setup: MERCHANT_MUST_ACT,
  not_sent: NOW,
  daraja_refused: NEVER,
  mpesa_busy: afterSeconds(60),
  // Now, with another number.
  invalid_phone: NOW,
};

/** What to tell the customer, and when to try again, where only the reason is known. */
export function failureAdvice(reason: FailureReason): {
  retry: RetryAdvice;
  messageKey: MessageKey;
} {
  return { retry: RETRY_BY_REASON[reason], messageKey: reason };
}

function closing(
  code: string,
  reason: FailureReason,
  meaning: string,
  special: { retry?: RetryAdvice; messageKey?: MessageKey } = {},
): ResultCodeMeaning {
  return { code, meaning, closes: true, reason, ...failureAdvice(reason), ...special };
}

/** Every code with a known meaning; the closed list of rule 2 is the entries that close. */
export const RESULT_CODES: readonly ResultCodeMeaning[] = [
  {
    code: "0",
    meaning: "Paid",
    closes: false,
    reason: null,
    retry: NEVER,
    messageKey: "paid",
  },
  closing("1", "insufficient_balance", "The customer's balance is too low"),
  closing("2", "daraja_refused", "Below the smallest amount, KES 1"),
  closing("3", "limit", "Above the largest amount of one payment", {
    retry: NEVER,
    messageKey: "amount_above_limit",
  }),
  closing("4", "limit", "Would exceed the customer's daily limit", { messageKey: "daily_limit" }),
  closing("8", "merchant_setup", "Would exceed the balance limit of the receiving account"),
  closing("17", "too_soon", "Same amount to the same customer within two minutes"),
  closing("26", "mpesa_busy", "M-PESA is busy"),
  closing("1001", "phone_busy", "Another M-PESA session is open on the phone"),
  closing("1019", "expired", "The request expired"),
  closing("1025", "not_sent", "The prompt could not be sent, or its text is over 182 characters"),
  closing("1031", "cancelled_or_timed_out", "Cancelled on the phone (old code)"),
  closing("1032", "cancelled_or_timed_out", "Cancelled on the phone, or the prompt was ignored"),
  closing("1037", "no_answer", "The phone could not be reached or did not answer"),
  closing("2001", "wrong_pin", "Wrong M-PESA PIN"),
  closing("2028", "merchant_setup", "TransactionType or PartyB does not fit the shortcode"),
  {
    code: "4999",
    meaning: "Still being processed",
    closes: false,
    reason: null,
    retry: NEVER,
    messageKey: "waiting_for_pin",
  },
  closing("8006", "pin_locked", "The customer's M-PESA PIN is locked"),
  closing("9999", "not_sent", "The prompt could not be sent"),
  closing("SFC_IC0003", "merchant_setup", "The receiving till or paybill does not exist"),
];

const BY_CODE: ReadonlyMap<string, ResultCodeMeaning> = new Map(
  RESULT_CODES.map((entry) => [entry.code, entry]),
);

/**
 * Brings a ResultCode or ResponseCode to one form: the wire has numbers (callback) and strings
 * (query). `1032`, `"1032"` and `" 1032 "` all read as `"1032"`.
 * Strings are never read as numbers: `"00"` and `"0.0"` stay what they are, codes nobody knows, so
 * only `0` and `"0"` can mean paid. Answers null for whatever cannot be a code.
 */
export function readResultCode(value: unknown): string | null {
  if (typeof value === "number") {
    return Number.isSafeInteger(value) && !Object.is(value, -0) ? String(value) : null;
  }
  if (typeof value !== "string") return null;
  const code = value.trim();
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/.test(code) ? code : null;
}

/** The entry of a code as `readResultCode` answers it; null if unknown. An unknown code closes nothing. */
export function resultCodeMeaning(code: string): ResultCodeMeaning | null {
  return BY_CODE.get(code) ?? null;
}
