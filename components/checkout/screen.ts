import type { AttemptState, CheckoutView, OrderStatus } from "@/lib/payments/model";

/** What the customer's page shows; each has its own copy under `checkout.` in the messages. */
export type CheckoutScreen =
  | "pay"
  | "partly_paid"
  | "sending"
  | "waiting"
  | "checking"
  | "unresolved"
  | "failed"
  | "review"
  | "paid"
  | "expired"
  | "cancelled";

/** A state as one word, so that one exhaustive switch covers every pair. */
type Situation = `${OrderStatus}/${AttemptState | "none"}`;

function situationOf(view: Pick<CheckoutView, "status">): Situation {
  return `${view.status.status}/${view.status.attempt?.state ?? "none"}`;
}

/**
 * Which screen an order is at. Pure and total: every order status with every attempt state.
 * `promptEnded` says that the countdown ran out on this screen, or that the prompt was answered, as far
 * as M-PESA told once; that is advice, so "waiting" turns
 * into "checking" and never into a failure (contract, order status; design.md, rule 3).
 */
export function checkoutScreen(
  view: Pick<CheckoutView, "status" | "canStart" | "despiteAttemptId">,
  { promptEnded }: { promptEnded: boolean },
): CheckoutScreen {
  const situation = situationOf(view);
  switch (situation) {
    case "paid/none":
    case "paid/sending":
    case "paid/waiting":
    case "paid/checking":
    case "paid/failed":
    case "paid/review":
    case "paid/succeeded":
    case "overpaid/none":
    case "overpaid/sending":
    case "overpaid/waiting":
    case "overpaid/checking":
    case "overpaid/failed":
    case "overpaid/review":
    case "overpaid/succeeded":
      return "paid";
    case "open/sending":
    case "underpaid/sending":
    case "expired/sending":
    case "cancelled/sending":
      return "sending";
    case "open/waiting":
    case "underpaid/waiting":
    case "expired/waiting":
    case "cancelled/waiting":
      return promptEnded ? "checking" : "waiting";
    // A second attempt may be under way beside an unresolved one: then nothing can be started.
    case "open/checking":
    case "underpaid/checking":
      return view.despiteAttemptId !== null && view.canStart ? "unresolved" : "checking";
    case "expired/checking":
    case "cancelled/checking":
      return view.despiteAttemptId === null ? "checking" : "unresolved";
    case "open/review":
    case "underpaid/review":
    case "expired/review":
    case "cancelled/review":
      return "review";
    case "open/failed":
    case "underpaid/failed":
      return "failed";
    case "open/none":
      return view.canStart ? "pay" : "expired";
    case "underpaid/none":
    case "underpaid/succeeded":
      return view.canStart ? "pay" : "partly_paid";
    // Money was seen but the order does not say so yet: whoever waits must not pay again.
    case "open/succeeded":
    case "expired/succeeded":
    case "cancelled/succeeded":
      return "checking";
    case "expired/none":
    case "expired/failed":
      return "expired";
    case "cancelled/none":
    case "cancelled/failed":
      return "cancelled";
    default:
      return situation satisfies never;
  }
}

/** Screens on which the customer has just acted or may act: leaving one moves the focus. */
export function hasForm(screen: CheckoutScreen): boolean {
  return screen === "pay" || screen === "failed" || screen === "unresolved";
}
