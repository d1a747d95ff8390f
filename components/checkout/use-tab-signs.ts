import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { playPaidSign } from "./play-paid-sign";
import type { CheckoutScreen } from "./screen";
import { tabIcon, tabTitle } from "./tab-title";

/**
 * Keeps the tab's name and picture with the screen as soon as it changes, and tells once, by sound
 * and vibration, that the payment came while the page was open.
 */
export function useTabSigns(screen: CheckoutScreen, title: string, hasChanged: boolean): void {
  const t = useTranslations("common");
  const name = `${tabTitle(screen, title)} · ${t("productName")}`;
  const icon = tabIcon(screen);

  useEffect(() => {
    if (!hasChanged) return;
    document.title = name;
    document.querySelector("link[rel=icon]")?.setAttribute("href", icon);
  }, [hasChanged, name, icon]);

  const isPaidNow = hasChanged && screen === "paid";
  useEffect(() => {
    if (isPaidNow) playPaidSign();
  }, [isPaidNow]);
}
