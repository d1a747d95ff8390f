/** What is shown of one customer's data and how long it is kept. Pure and browser-safe. */

/** An attempt that cannot be erased yet, and when it can at the latest; null: once somebody decided. */
export type InUse = { orderId: string; until: string | null };

/** What a merchant holds of one phone number. Times are ISO 8601, UTC. */
export type HeldData = {
  orders: number;
  attempts: number;
  payments: number;
  firstAt: string | null;
  lastAt: string | null;
  inUse: InUse[];
};

export type PrivacyProblem = "invalid_phone" | "not_sure" | "invalid_months";

export const MIN_RETENTION_MONTHS = 3;
export const MAX_RETENTION_MONTHS = 120;
