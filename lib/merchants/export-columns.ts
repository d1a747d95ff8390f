/** What a file of payments may hold, in the order of its columns. */
export const PAYMENT_COLUMNS = [
  "time",
  "status",
  "reason",
  "title",
  "amount",
  "received",
  "receipt",
  "phone",
  "accountReference",
  "reference",
  "shortcode",
  "orderId",
  "attemptId",
] as const;
export type PaymentColumn = (typeof PAYMENT_COLUMNS)[number];

/** What a file of orders may hold, in the order of its columns. */
export const ORDER_COLUMNS = [
  "time",
  "status",
  "flags",
  "title",
  "amount",
  "paid",
  "attempts",
  "accountReference",
  "reference",
  "shortcode",
  "payableUntil",
  "orderId",
] as const;
export type OrderColumn = (typeof ORDER_COLUMNS)[number];

export const TIME_ZONES = ["nairobi", "utc"] as const;
export type TimeZone = (typeof TIME_ZONES)[number];
