import { isIdOf } from "@/lib/ids";

/** Keeps which of their merchants a person looks at; no secret, and believed by nobody (session.ts). */
export const MERCHANT_COOKIE = "merchant";

/** The merchant that the browser says it chose, or null. */
export function readChosenMerchant(headers: Headers): string | null {
  const cookie = headers.get("cookie") ?? "";
  const value = /(?:^|;\s*)merchant=([a-z0-9_]{1,40})(?=;|$)/.exec(cookie)?.[1];
  return isIdOf("merchant", value) ? value : null;
}
