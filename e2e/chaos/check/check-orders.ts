import type { Indexed } from "./index-books";

/** Which statuses an order may have with this much paid. */
function allowedStatuses(amountKes: number, paidKes: number): readonly string[] {
  if (paidKes > amountKes) return ["overpaid"];
  if (paidKes === amountKes) return ["paid"];
  if (paidKes > 0) return ["underpaid"];
  return ["open", "expired", "cancelled"];
}

/** Orders whose sum or status is not that of their counted payments, added up here. */
export function checkOrders(books: Indexed): string[] {
  const sums = new Map<string, number>();
  for (const { orderId, amountKes, counted } of books.payments) {
    if (counted) sums.set(orderId, (sums.get(orderId) ?? 0) + amountKes);
  }
  return books.orders.flatMap(({ id, amountKes, paidKes, status }) => {
    const sum = sums.get(id) ?? 0;
    const isRight = paidKes === sum && allowedStatuses(amountKes, sum).includes(status);
    if (isRight) return [];
    return [`order ${id} of KES ${amountKes} is ${status} with KES ${paidKes}; payments: ${sum}`];
  });
}

/** Attempts still open although a callback was answered 200 or Safaricom's id is stored. */
export function checkOpenAttempts(books: Indexed): string[] {
  const isOpen = ({ push, outcome }: (typeof books.attempts)[number]) =>
    push === "sending" || outcome === "pending" || outcome === "unresolved";
  return books.attempts
    .filter((attempt) => isOpen(attempt) && books.isWitnessed(attempt))
    .map(({ id, push, outcome }) => `attempt ${id} is ${push}, ${outcome}`);
}

/** Callbacks answered 200 that are not stored as evidence of their attempt, or not applied. */
export function checkAcknowledged(books: Indexed): string[] {
  return books.deliveries
    .filter(({ status }) => status === 200)
    .flatMap(({ checkoutRequestId, tokenSha256, bodySha256, money }) => {
      const attempt = books.attempts.find((row) => row.tokenSha256 === tokenSha256);
      if (attempt === undefined) return [`callback of ${checkoutRequestId}: no such attempt`];
      const stored = books.evidenceOf(attempt.id).find(({ rawSha256 }) => rawSha256 === bodySha256);
      if (stored === undefined) return [`callback of ${checkoutRequestId} is not stored`];
      if (!stored.isApplied) return [`callback of ${checkoutRequestId} is not applied`];
      const payment = books.paymentOf.get(attempt.id);
      if (money !== null && money.receipt !== null && payment?.receipt !== money.receipt) {
        return [`callback of ${checkoutRequestId}: its receipt ${money.receipt} is on no payment`];
      }
      return [];
    });
}
