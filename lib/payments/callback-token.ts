import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { deriveKey } from "@/lib/sealing";

/**
 * The secret in an attempt's CallBackURL: 32 random bytes and a 16-byte HMAC tag, base64url. The tag
 * turns guesses away before the database is asked; only the SHA-256 of the token is stored. It never
 * expires: late money counts.
 */

const RANDOM_BYTES = 32;
const TAG_BYTES = 16;
const TOKEN_CHARS = 64;

function tagOf(secret: Buffer, random: Buffer): Buffer {
  const key = deriveKey(secret, "callback-token");
  return createHmac("sha256", key).update(random).digest().subarray(0, TAG_BYTES);
}

/** Words that Daraja's documents tell to keep out of callback addresses (daraja.md, 2.8). */
const AVOIDED = /m-?pesa|safaricom|exec?|cmd|sql|query/i;

/** A new token for one attempt: 64 characters, safe in a URL path, free of words Daraja dislikes. */
export function makeCallbackToken(secret: Buffer): string {
  for (;;) {
    const random = randomBytes(RANDOM_BYTES);
    const token = Buffer.concat([random, tagOf(secret, random)]).toString("base64url");
    if (!AVOIDED.test(token)) return token;
  }
}

/** Whether this instance made the token. Exact to the letter: no padding, no other alphabet. */
export function isOwnCallbackToken(secret: Buffer, token: string): boolean {
  if (token.length !== TOKEN_CHARS || !/^[A-Za-z0-9_-]+$/.test(token)) return false;
  const bytes = Buffer.from(token, "base64url");
  if (bytes.length !== RANDOM_BYTES + TAG_BYTES) return false;
  const expected = tagOf(secret, bytes.subarray(0, RANDOM_BYTES));
  return timingSafeEqual(bytes.subarray(RANDOM_BYTES), expected);
}
