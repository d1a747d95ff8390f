import type { MerchantApi } from "./api";
import type { Phone } from "./fixtures";

export type Started = { orderId: string; attemptId: string; amountKes: number };

/** Started at the same time, as from several tills; more would only queue in the database. */
const AT_ONCE = 10;
const FIRST_AMOUNT_KES = 101;

/**
 * Creates `count` orders of different amounts and then puts each on a phone of its own, `atOnce` at a
 * time, in turn through `apis`. Throws if one is refused.
 */
export async function startMany(
  api: MerchantApi,
  options: { count: number; newPhone: () => Phone; apis?: MerchantApi[]; atOnce?: number },
): Promise<Started[]> {
  const { count, newPhone, apis = [api], atOnce = AT_ONCE } = options;
  const orders: { id: string; amountKes: number }[] = [];
  for (let number = 1; number <= count; number += 1) {
    const amountKes = FIRST_AMOUNT_KES + number;
    orders.push(await api.createOrder({ amountKes, title: `Payment ${number}` }));
  }
  const started: Started[] = [];
  const startNext = async (): Promise<void> => {
    for (let order = orders.pop(); order !== undefined; order = orders.pop()) {
      const starter = apis[orders.length % apis.length] ?? api;
      const attempt = await starter.startAttempt(order.id, newPhone().typed);
      started.push({ orderId: order.id, attemptId: attempt.id, amountKes: order.amountKes });
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, startNext));
  return started;
}
