import { createHmac } from "node:crypto";
import type { Env } from "@/lib/env";
import { deriveKey } from "@/lib/sealing";

/**
 * What Malipo signs a merchant's return addresses with, and the merchant checks them with. Made from
 * the instance's secret and the merchant's id, so it is stored nowhere, is the same at each look, and
 * of no use for another merchant; it changes only with APP_SECRET.
 */
export function signingSecretOf(env: Pick<Env, "APP_SECRET">, merchantId: string): string {
  const key = deriveKey(env.APP_SECRET, "return-signature");
  return `ss_${createHmac("sha256", key).update(merchantId).digest("base64url")}`;
}
