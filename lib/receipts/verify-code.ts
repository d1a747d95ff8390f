import { createHmac, timingSafeEqual } from "node:crypto";
import { TypeID } from "typeid-js";
import { ID_PREFIXES, isIdOf } from "@/lib/ids";
import { deriveKey } from "@/lib/sealing";

/**
 * The code in a receipt's verify address. It holds the order's id, but not so that anybody could
 * read it: a cashier who is shown a receipt gets no way to the payment page. A 16-byte HMAC tag over
 * the id both proves that we made the code and hides the id (a synthetic IV, as in RFC 5297), so an
 * order has one code for ever and nothing needs to be stored. Forged codes are turned away before
 * the database is asked.
 */

const ID_BYTES = 16;
const TAG_BYTES = 16;
const CODE_CHARS = 43;

function tagOf(secret: Buffer, id: Buffer): Buffer {
  const key = deriveKey(secret, "verify-receipt");
  return createHmac("sha256", key).update(id).digest().subarray(0, TAG_BYTES);
}

/** Hides an id under its tag, and shows it again. */
function mask(secret: Buffer, tag: Buffer, id: Buffer): Buffer {
  const key = deriveKey(secret, "verify-receipt-mask");
  const pad = createHmac("sha256", key).update(tag).digest();
  return Buffer.from(id.map((byte, index) => byte ^ (pad[index] ?? 0)));
}

/** The code of an order's receipt: 43 characters, safe in a URL path. Throws if the id is no order's. */
export function makeVerifyCode(secret: Buffer, orderId: string): string {
  if (!isIdOf("order", orderId)) throw new Error("only an order has a receipt to verify");
  const id = Buffer.from(TypeID.fromString(orderId).toUUIDBytes());
  const tag = tagOf(secret, id);
  return Buffer.concat([tag, mask(secret, tag, id)]).toString("base64url");
}

/** The order that a code speaks of, or null if this instance did not make it. Exact to the letter. */
export function readVerifyCode(secret: Buffer, code: string): string | null {
  if (code.length !== CODE_CHARS || !/^[A-Za-z0-9_-]+$/.test(code)) return null;
  const bytes = Buffer.from(code, "base64url");
  if (bytes.length !== TAG_BYTES + ID_BYTES || bytes.toString("base64url") !== code) return null;
  const tag = bytes.subarray(0, TAG_BYTES);
  const id = mask(secret, tag, bytes.subarray(TAG_BYTES));
  if (!timingSafeEqual(tag, tagOf(secret, id))) return null;
  return TypeID.fromUUIDBytes(ID_PREFIXES.order, id).toString();
}
