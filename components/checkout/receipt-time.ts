/** How receipts write a time: whole, so that it can be told from any other. */
export const RECEIPT_TIME = {
  day: "numeric",
  month: "long",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
} as const;
