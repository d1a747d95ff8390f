import type { CheckoutScreen } from "@/components/checkout/screen";

/** How a screen looks from two metres away; its words say the same. */
export const COUNTER_TONES: Readonly<Record<CheckoutScreen, string>> = {
  pay: "bg-muted text-foreground",
  sending: "border-info-border bg-info-surface text-info",
  waiting: "border-info-border bg-info-surface text-info",
  checking: "border-warning-border bg-warning-surface text-warning",
  unresolved: "border-warning-border bg-warning-surface text-warning",
  review: "border-warning-border bg-warning-surface text-warning",
  partly_paid: "border-warning-border bg-warning-surface text-warning",
  failed: "border-danger-border bg-danger-surface text-danger",
  paid: "border-[#0a6a36] bg-[#0a6a36] text-white",
  expired: "bg-muted text-foreground",
  cancelled: "bg-muted text-foreground",
};
