import type { Env } from "@/lib/env";
import { signingSecretOf } from "@/lib/merchants/signing-secret";
import { signReturnUrl } from "@/lib/orders/return-url";
import { isPaidStatus, type CheckoutView, type OrderStatusView, type Outcome } from "./model";

type Row = { merchantId: string; successUrl: string | null; cancelUrl: string | null };

/** With one of these the money may be under way, or seen and not counted yet. */
const MAY_BE_MONEY: readonly Outcome[] = ["pending", "unresolved", "review"];

/**
 * The ways back to the shop that this state allows: with a signature once the order is final, without
 * paying while no money can be under way, else none.
 */
export function waysBack(
  env: Pick<Env, "APP_SECRET">,
  { merchantId, successUrl, cancelUrl }: Row,
  { orderId, status, paidKes }: OrderStatusView,
  has: (outcome: Outcome) => boolean,
): Pick<CheckoutView, "successUrl" | "cancelUrl"> {
  if (isPaidStatus(status)) {
    const secret = signingSecretOf(env, merchantId);
    const signed =
      successUrl && signReturnUrl(successUrl, secret, { orderId, status, paidKes, at: new Date() });
    return { successUrl: signed, cancelUrl: null };
  }
  const isUncounted = has("succeeded") && status !== "underpaid";
  return {
    successUrl: null,
    cancelUrl: isUncounted || MAY_BE_MONEY.some(has) ? null : cancelUrl,
  };
}
