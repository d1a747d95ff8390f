import type { Attempt, Books, Debit, Delivery, Evidence, Payment } from "./books";

/** The books with the ways through them. */
export type Indexed = Books & {
  attemptById: Map<string, Attempt>;
  orderById: Map<string, Books["orders"][number]>;
  paymentOf: Map<string, Payment>;
  evidenceOf: (attemptId: string) => Evidence[];
  attemptsOf: (orderId: string) => Attempt[];
  /** The attempt that a push, debit or callback of the provider belongs to. */
  attemptBehind: (checkoutRequestId: string) => Attempt | null;
  /** Callbacks about an attempt that we answered 200. */
  acknowledgedOf: (attempt: Attempt) => Delivery[];
  /** A callback that we answered 200 or stored, or a CheckoutRequestID that we stored anywhere. */
  isWitnessed: (attempt: Attempt) => boolean;
};

function groupBy<T>(rows: T[], keyOf: (row: T) => string | null): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const key = keyOf(row);
    if (key === null) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}

/** Sorts the books so that every question is one look. The token of an address names the attempt. */
export function indexBooks(books: Books): Indexed {
  const attemptByToken = new Map(books.attempts.map((row) => [row.tokenSha256, row]));
  const attemptByRequest = new Map(books.attempts.map((row) => [row.checkoutRequestId ?? "", row]));
  const tokenOf = new Map(books.deliveries.map((d) => [d.checkoutRequestId, d.tokenSha256]));
  const acknowledged = groupBy(
    books.deliveries.filter(({ status }) => status === 200),
    ({ tokenSha256 }) => tokenSha256,
  );
  const evidence = groupBy(books.evidence, ({ attemptId }) => attemptId);
  const attempts = groupBy(
    [...books.attempts].sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime()),
    ({ orderId }) => orderId,
  );
  const acknowledgedOf = ({ tokenSha256 }: Attempt) => acknowledged.get(tokenSha256) ?? [];
  return {
    ...books,
    attemptById: new Map(books.attempts.map((row) => [row.id, row])),
    orderById: new Map(books.orders.map((row) => [row.id, row])),
    paymentOf: new Map(books.payments.map((row) => [row.attemptId, row])),
    evidenceOf: (attemptId) => evidence.get(attemptId) ?? [],
    attemptsOf: (orderId) => attempts.get(orderId) ?? [],
    attemptBehind: (checkoutRequestId) => {
      const token = tokenOf.get(checkoutRequestId);
      if (token !== undefined) return attemptByToken.get(token) ?? null;
      return attemptByRequest.get(checkoutRequestId) ?? null;
    },
    acknowledgedOf,
    isWitnessed: (attempt) =>
      attempt.checkoutRequestId !== null ||
      acknowledgedOf(attempt).length > 0 ||
      (evidence.get(attempt.id) ?? []).some(
        ({ source, checkoutRequestId }) => source === "callback" || checkoutRequestId !== null,
      ),
  };
}

/** A debit in words, for whoever looks into a disagreement. */
export const tellDebit = ({ receipt, amountKes, accountReference, checkoutRequestId }: Debit) =>
  `debit ${receipt} of KES ${amountKes} for ${accountReference} (${checkoutRequestId})`;
