import type { Door } from "./doors";

/**
 * The oracle of the mutations, written from the documents and not from the product: whether a body
 * still is what Safaricom would say of this payment. It is, if and only if, read as UTF-8 JSON (a
 * leading byte order mark aside, broken characters replaced):
 *
 * - `Body.stkCallback` is an object in an object, each a field of its own;
 * - `ResultCode` is the number 0 or the text "0", white space around it aside;
 * - `CheckoutRequestID` is exactly the one of the push; `MerchantRequestID` too, or it is absent,
 *   null or empty;
 * - `CallbackMetadata.Item` is a list, at least one item named "Amount" has a value that is neither
 *   absent, null nor empty, and every one of those is the amount asked for: as a number, or as text
 *   of plain digits with or without a fraction of zeros.
 *
 * Order, unknown fields, unknown items, the other items and ResultDesc are no matter. A body that
 * reads as genuine pays, so it is no mutation to be refused.
 */
export function readsAsGenuine(bytes: Buffer, door: Door): boolean {
  const callback = own(own(parse(bytes), "Body"), "stkCallback");
  if (!isZero(own(callback, "ResultCode"))) return false;
  if (own(callback, "CheckoutRequestID") !== door.checkoutRequestId) return false;
  const merchantRequestId = own(callback, "MerchantRequestID");
  if (!isNothing(merchantRequestId) && merchantRequestId !== door.merchantRequestId) return false;
  const items = own(own(callback, "CallbackMetadata"), "Item");
  if (!Array.isArray(items)) return false;
  const amounts = items
    .filter((item) => own(item, "Name") === "Amount")
    .map((item) => own(item, "Value"))
    .filter((value) => !isNothing(value));
  return amounts.length > 0 && amounts.every((value) => isAmount(value, door.amountKes));
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8").replace(/^\ufeff/, ""));
  } catch {
    return undefined;
  }
}

/** A field that an object has itself; undefined for anything else, lists included. */
function own(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return Object.getOwnPropertyDescriptor(value, name)?.value;
}

const isNothing = (value: unknown) => value === undefined || value === null || value === "";

const isZero = (value: unknown) =>
  typeof value === "string" ? value.trim() === "0" : Object.is(value, 0);

function isAmount(value: unknown, amountKes: number): boolean {
  if (typeof value !== "string") return value === amountKes;
  return /^\s*\d+(\.0+)?\s*$/.test(value) && Number(value) === amountKes;
}
