import type { CheckoutScreen } from "./screen";

/** The tab's name of a screen: a person who is on another tab sees from it that all is done. */
export function tabTitle(screen: CheckoutScreen, title: string): string {
  return screen === "paid" ? `✓ ${title}` : title;
}

/** The tab's picture of a screen. */
export function tabIcon(screen: CheckoutScreen): string {
  return screen === "paid" ? "/icon-paid.svg" : "/icon.svg";
}
