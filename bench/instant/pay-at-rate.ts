import { setTimeout as sleep } from "node:timers/promises";
import { callBack } from "./call-back";
import type { Customers } from "./customers";
import type { StartedPayment } from "./start-payments";

/**
 * Posts the callbacks of these payments, `perSecond` of them in even steps (Infinity: all at once), and
 * answers for each how many milliseconds passed from its sending until the customer's page knew.
 */
export async function payAtRate(
  customers: Customers,
  payments: readonly StartedPayment[],
  perSecond: number,
): Promise<number[]> {
  const startMs = performance.now();
  return Promise.all(
    payments.map(async (payment, index) => {
      const dueMs = startMs + (index / perSecond) * 1_000;
      await sleep(Math.max(0, dueMs - performance.now()));
      const known = customers.untilPaid(payment.orderId);
      const sentMs = performance.now();
      await callBack(payment);
      return (await known) - sentMs;
    }),
  );
}
