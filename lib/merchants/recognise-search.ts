import { isIdOf } from "@/lib/ids";
import { type Msisdn, parseMsisdn } from "@/lib/phone";

/** What a text in the search box may be; every kind that it fits is looked for, exactly. */
export type Sought = {
  orderId: string | null;
  attemptId: string | null;
  receipt: string | null;
  msisdn: Msisdn | null;
  /** The last four digits of a phone number. */
  last4: string | null;
  /** Whole account references, and references of the merchant's own, in likely spellings. */
  references: string[];
  /** The beginning of a title, in whatever case. */
  titleStart: string;
};

const ORDER_ID = /\bord_[0-9a-z]{26}\b/;
const ATTEMPT_ID = /\batt_[0-9a-z]{26}\b/;
/** What callbacks are read by (lib/daraja/stk-callback.ts); receipts are stored in upper case. */
const RECEIPT = /^[A-Za-z0-9]{6,20}$/;
/** Four digits, also as a receipt or a phone shows them: "••• 5678", "***5678", "…5678". */
const LAST_FOUR = /^[•*…x.\s]*(\d{4})$/i;

/**
 * Recognises what somebody typed or pasted into the one search box. Ids are found inside addresses of
 * the payment page too. Several kinds may fit one text: ten signs are a receipt, an account reference
 * or the beginning of a title.
 */
export function recogniseSearch(typed: string): Sought {
  const text = typed.trim();
  const orderId = ORDER_ID.exec(text)?.[0];
  const attemptId = ATTEMPT_ID.exec(text)?.[0];
  return {
    orderId: isIdOf("order", orderId) ? orderId : null,
    attemptId: isIdOf("attempt", attemptId) ? attemptId : null,
    receipt: RECEIPT.test(text) ? text.toUpperCase() : null,
    msisdn: parseMsisdn(text),
    last4: LAST_FOUR.exec(text)?.[1] ?? null,
    references: [...new Set([text, text.toUpperCase(), text.toLowerCase()])],
    titleStart: text,
  };
}
