"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import type { CheckoutView } from "@/lib/payments/model";
import type { CheckoutScreen } from "./screen";

const NOTHING_UNDER_WAY: readonly CheckoutScreen[] = [
  "pay",
  "partly_paid",
  "failed",
  "expired",
  "cancelled",
];

/**
 * Back to the shop without paying; only while nothing is under way. It leads away and changes nothing:
 * the order stays as it is.
 */
export function CancelLink({ view, screen }: { view: CheckoutView; screen: CheckoutScreen }) {
  const t = useTranslations("checkout.paid");
  if (view.cancelUrl === null || !NOTHING_UNDER_WAY.includes(screen)) return null;
  return (
    <Button asChild variant="link">
      <a href={view.cancelUrl}>{t("backToShop", { merchant: view.merchantName })}</a>
    </Button>
  );
}
