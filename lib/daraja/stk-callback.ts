import { isJsonObject, parseJson, readDarajaId, readField, UNUSABLE_ID } from "./json";
import { type FailureReason, readResultCode, resultCodeMeaning } from "./result-codes";
import { parseDarajaTimestamp } from "./timestamp";

/** Wire spellings stand here as well as in wire.ts: the hot path does without Zod. */

/** Null if absent, UNUSABLE_ID if given and no id. */
type CallbackIds = { merchantRequestId: string | null; checkoutRequestId: string | null };

/** What Safaricom's POST about one push says (daraja.md, 2.7). */
export type StkCallback =
  | ({
      kind: "success";
      /**
       * Whole KES; null if missing, not a whole positive amount, or said of no push by name: the
       * amount is unknown.
       */
      amountKes: number | null;
      receipt: string | null;
      transactionAt: Date | null;
    } & CallbackIds)
  | ({ kind: "failure"; code: string; reason: FailureReason } & CallbackIds)
  /** The code is missing, or not one that closes an attempt. */
  | ({ kind: "undetermined"; code: string | null } & CallbackIds)
  | { kind: "unreadable"; problem: string };

/** The largest amount the database's integer column can hold; far above any M-Pesa limit. */
const MAX_REPORTED_KES = 2_147_483_647;

/**
 * Reads the body of a callback. Total: whatever the bytes, it answers a value and never throws.
 * Metadata is read by item name, never by position; unknown fields and items are ignored.
 */
export function readStkCallback(body: string | Uint8Array): StkCallback {
  const document = parseJson(typeof body === "string" ? body : decodeUtf8(body));
  if (document === undefined) return { kind: "unreadable", problem: "not JSON" };
  const callback = readField(readField(document, "Body"), "stkCallback");
  if (!isJsonObject(callback)) return { kind: "unreadable", problem: "no Body.stkCallback" };

  const ids = readIds(callback);
  const code = readResultCode(readField(callback, "ResultCode"));
  if (code === "0") {
    // A success that does not name its push vouches for no money: then nothing is known of a sum.
    const items = namesPush(ids) ? readItems(callback) : [];
    return {
      kind: "success",
      ...ids,
      amountKes: readItem(items, "Amount", readAmountKes),
      receipt: readItem(items, "MpesaReceiptNumber", readReceipt),
      transactionAt: readTransactionAt(items),
    };
  }
  const meaning = code === null ? null : resultCodeMeaning(code);
  return meaning?.closes
    ? { kind: "failure", code: meaning.code, reason: meaning.reason, ...ids }
    : { kind: "undetermined", code, ...ids };
}

/** Bytes that are not UTF-8 become U+FFFD: a broken customer name must not hide the money. */
function decodeUtf8(bytes: Uint8Array): string {
  return new TextDecoder("utf-8").decode(bytes);
}

/** Both ids are unusable where one is: such a callback is about no push that could be known. */
function readIds(callback: unknown): CallbackIds {
  const merchantRequestId = readId(readField(callback, "MerchantRequestID"));
  const checkoutRequestId = readId(readField(callback, "CheckoutRequestID"));
  return merchantRequestId === UNUSABLE_ID || checkoutRequestId === UNUSABLE_ID
    ? { merchantRequestId: UNUSABLE_ID, checkoutRequestId: UNUSABLE_ID }
    : { merchantRequestId, checkoutRequestId };
}

function readId(value: unknown): string | null {
  const isGiven = value !== undefined && value !== null && value !== "";
  return isGiven ? (readDarajaId(value) ?? UNUSABLE_ID) : null;
}

/** Safaricom always names the push, at least by its CheckoutRequestID. */
const namesPush = ({ checkoutRequestId }: CallbackIds): boolean =>
  checkoutRequestId !== null && checkoutRequestId !== UNUSABLE_ID;

function readItems(callback: unknown): readonly unknown[] {
  const item = readField(readField(callback, "CallbackMetadata"), "Item");
  return Array.isArray(item) ? item : [];
}

/**
 * The value of the items called `name`. An item without a value says nothing; two that disagree
 * make it unknown, whatever their order.
 */
function readItem<T extends number | string>(
  items: readonly unknown[],
  name: string,
  read: (value: unknown) => T | null,
): T | null {
  const said = new Set<T | null>();
  for (const item of items) {
    if (readField(item, "Name") !== name) continue;
    const value = readField(item, "Value") ?? "";
    if (value !== "") said.add(read(value));
  }
  const [only = null] = said;
  return said.size === 1 ? only : null;
}

/** `1`, `1.0`, `"1"` and `"1.00"` are seen. Grouped digits are not: unknown rather than guessed. */
function readAmountKes(value: unknown): number | null {
  const amountKes =
    typeof value === "string" && /^\s*[1-9]\d{0,9}(?:\.0+)?\s*$/.test(value)
      ? Number(value)
      : value;
  return typeof amountKes === "number" &&
    Number.isInteger(amountKes) &&
    amountKes >= 1 &&
    amountKes <= MAX_REPORTED_KES
    ? amountKes
    : null;
}

/** Upper case always, so that one receipt in two spellings stays one receipt. */
function readReceipt(value: unknown): string | null {
  if (typeof value !== "string") return null;
  const receipt = value.trim();
  return /^[A-Za-z0-9]{6,20}$/.test(receipt) ? receipt.toUpperCase() : null;
}

function readTransactionAt(items: readonly unknown[]): Date | null {
  const stamp = readItem(items, "TransactionDate", (value) =>
    typeof value === "number" || typeof value === "string" ? String(value).trim() : null,
  );
  return stamp === null ? null : parseDarajaTimestamp(stamp);
}
