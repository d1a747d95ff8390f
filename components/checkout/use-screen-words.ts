import { useTranslations } from "next-intl";
import { formatKes } from "@/lib/money";
import type { CheckoutView } from "@/lib/payments/model";
import { failureKind } from "./failure-kind";
import type { CheckoutScreen } from "./screen";
import { screenTitleKey } from "./screen-title";

/** A screen's heading, and what the live region says when it appears. */
export function useScreenWords(
  screen: CheckoutScreen,
  view: CheckoutView,
): { title: string; announcement: string } {
  const t = useTranslations("checkout");
  const reason = view.status.attempt?.reason ?? null;
  const title = t(screenTitleKey(screen, reason));
  switch (screen) {
    case "pay":
    case "partly_paid":
      return { title, announcement: title };
    case "failed": {
      const next = reason === null ? t("failed.unknown.next") : t(`failed.reasons.${reason}.next`);
      return {
        title,
        announcement: `${title}. ${t(`failed.money.${failureKind(reason).money}`)} ${next}`,
      };
    }
    case "paid":
      return {
        title,
        announcement: t("paid.announcement", {
          merchant: view.merchantName,
          amount: formatKes(view.status.paidKes),
        }),
      };
    case "sending":
    case "waiting":
    case "checking":
    case "unresolved":
    case "review":
    case "expired":
    case "cancelled":
      return { title, announcement: t(`${screen}.announcement`) };
    default:
      return screen satisfies never;
  }
}
