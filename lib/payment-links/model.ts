/** Payment links, as the public page and the dashboard show them. Pure and browser-safe. */

/** Whether a link makes orders now, and if not, why. */
export type LinkState =
  | "open"
  /** Switched off by the merchant. */
  | "off"
  | "expired"
  /** Every use is held, some by orders that are not paid yet and may be given back. */
  | "taken"
  /** Every use is paid. */
  | "used_up";

/** Fixed, or what the customer enters, in whole shillings. */
export type LinkAmount =
  { kind: "fixed"; amountKes: number } | { kind: "customer"; minKes: number; maxKes: number };

/** A link as whoever opens it may see it. */
export type PublicLink = {
  linkId: string;
  title: string;
  amount: LinkAmount;
  state: LinkState;
  merchantName: string;
  merchantColour: { surface: string; foreground: "#ffffff" | "#000000" } | null;
  merchantLogo: string | null;
  /** When the first unpaid order ends and gives its use back, ISO; with "taken" alone. */
  freeAgainAt: string | null;
  /** An order of this browser's that can still be paid. */
  ownOrder: { orderId: string; amountKes: number } | null;
};

/** A link in the merchant's list. */
export type LinkRow = {
  linkId: string;
  title: string;
  amount: LinkAmount;
  state: LinkState;
  isActive: boolean;
  /** How many uses it has in all; null for any number. */
  stock: number | null;
  /** Orders that hold a use now: paid, or still to be paid. */
  heldUses: number;
  /** Orders with all their money. */
  paidOrders: number;
  /** What its orders brought, in whole shillings. */
  takingsKes: number;
  expiresAt: string | null;
  createdAt: string;
};

/** The fields of the form that makes a link, as they were typed. */
export const LINK_FIELDS = ["title", "amount", "min", "max", "stock", "expiry"] as const;
export type LinkField = (typeof LINK_FIELDS)[number];

/** Why a form of the public page made no order, where the page goes on offering it. */
export const LINK_PROBLEMS = ["amount", "too_many", "no_shortcode", "unavailable"] as const;
export type LinkProblem = (typeof LINK_PROBLEMS)[number];
