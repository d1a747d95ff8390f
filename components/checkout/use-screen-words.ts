import { useTranslations } from "next-intl";
import { formatKes } from "@/lib/money";
import type { CheckoutView } from "@/lib/payments/model";
import { failureKind } from "./failure-kind";
import type { CheckoutScreen } from "./screen";
import { screenTitleKey } from "./screen-title";

type ScreenWords = {
  title: string;
  /** What the live region says when the screen appears. */
  announcement: string;
  /** What it says once another try makes sense, on an open page or a new one; else null. */
  waitOver: string | null;
};

/** What a screen is called, and what is spoken of it. */
export function useScreenWords(
  screen: CheckoutScreen,
  view: CheckoutView,
  waitSecondsLeft: number,
): ScreenWords {
  const t = useTranslations("checkout");
  const isWaitOver = screen === "failed" && view.retryWait !== null && waitSecondsLeft === 0;
  return { ...useAppearance(screen, view), waitOver: isWaitOver ? t("failed.wait.over") : null };
}

function useAppearance(screen: CheckoutScreen, view: CheckoutView): Omit<ScreenWords, "waitOver"> {
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
