import { createHmac, timingSafeEqual } from "node:crypto";
import type { Env } from "@/lib/env";
import { deriveKey } from "@/lib/sealing";

/** Held by the browser whose submission claimed an attempt: it may see the receipt and the phone. */
export const ORDER_COOKIE_NAME = "malipo_order";

/** The cookie's value for one order: an HMAC that only this instance can make. */
export function orderCookieValue(env: Pick<Env, "APP_SECRET">, orderId: string): string {
  const key = deriveKey(env.APP_SECRET, "order-cookie");
  return createHmac("sha256", key).update(orderId).digest("base64url");
}

/** Whether a browser showed the right cookie for this order. */
export function holdsOrderCookie(
  env: Pick<Env, "APP_SECRET">,
  orderId: string,
  cookie: string | undefined,
): boolean {
  if (!cookie) return false;
  const expected = Buffer.from(orderCookieValue(env, orderId));
  const shown = Buffer.from(cookie);
  return shown.length === expected.length && timingSafeEqual(shown, expected);
}
