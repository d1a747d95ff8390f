import type { FailureReason } from "@/lib/payments/model";
import type { CheckoutScreen } from "./screen";

/** The message (under `checkout.`) that heads a screen and names its tab; of a failure, its reason. */
export function screenTitleKey(screen: CheckoutScreen, reason: FailureReason | null) {
  if (screen !== "failed") return `${screen}.title` as const;
  return reason === null ? "failed.unknown.title" : (`failed.reasons.${reason}.title` as const);
}
