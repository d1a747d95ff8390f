import { createHmac } from "node:crypto";
import type { PaidStatus } from "@/lib/payments/model";

/** Of an order that is final: what the shop is told when the customer comes back. */
export type OrderReturn = {
  orderId: string;
  status: PaidStatus;
  paidKes: number;
  at: Date;
};

/** Every parameter of ours begins with it; those of the shop stay as they are. */
const PREFIX = "malipo_";

/**
 * A shop's return address with the order and a signature put in: HMAC-SHA256 in hex under the
 * merchant's signing secret, over "v1.{order}.{status}.{paid}.{time}" (docs/returning.md). The
 * shop's own query and fragment are kept to the letter; what an earlier return left there is not, so
 * that no old signature is read in place of the new one.
 */
export function signReturnUrl(
  successUrl: string,
  secret: string,
  { orderId, status, paidKes, at }: OrderReturn,
): string {
  const time = Math.floor(at.getTime() / 1_000);
  const text = `v1.${orderId}.${status}.${paidKes}.${time}`;
  const signature = createHmac("sha256", secret).update(text).digest("hex");
  const ours = { order: orderId, status, paid: paidKes, time, signature };
  const [address = "", ...fragment] = successUrl.split("#");
  const [path = "", ...query] = address.split("?");
  const kept = query
    .join("?")
    .split("&")
    .filter((pair) => pair !== "" && !pair.startsWith(PREFIX));
  const added = Object.entries(ours).map(([name, value]) => `${PREFIX}${name}=${value}`);
  const anchor = fragment.length > 0 ? `#${fragment.join("#")}` : "";
  return `${path}?${[...kept, ...added].join("&")}${anchor}`;
}
