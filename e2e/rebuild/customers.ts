import type { MerchantApi } from "../support/api";
import { inParallel } from "../support/in-parallel";

const AT_ONCE = 10;
const FIRST_PHONE = 710_000_000;
const FIRST_AMOUNT_KES = 100;
const AMOUNTS = 5_000;

export type Sale = { orderId: string; phoneNumber: string };

/** Sells to customers number `from` up to `to`, each with a phone of their own. */
export async function sell(
  api: MerchantApi,
  { from, to }: { from: number; to: number },
  onPrompted: (sale: Sale) => void,
): Promise<void> {
  const numbers = Array.from({ length: to - from }, (_, index) => from + index);
  await inParallel(numbers, AT_ONCE, async (number) => {
    const amountKes = FIRST_AMOUNT_KES + (number % AMOUNTS);
    const { id } = await api.createOrder({ amountKes, title: `Sale ${number}` });
    const phoneNumber = `0${FIRST_PHONE + number}`;
    await api.startAttempt(id, phoneNumber);
    onPrompted({ orderId: id, phoneNumber });
  });
}

/** Those whose attempt failed try once more; answers how many. */
export async function tryAgain(api: MerchantApi, sales: readonly Sale[]): Promise<number> {
  let again = 0;
  await inParallel(sales, AT_ONCE, async ({ orderId, phoneNumber }) => {
    const { status, attempts } = await api.getOrder(orderId);
    if (status !== "open" || attempts.some(({ outcome }) => outcome !== "failed")) return;
    const path = `/api/v1/orders/${orderId}/attempts`;
    const answer = await api.call("POST", path, { phoneNumber });
    if (answer.status === 201) again += 1;
  });
  return again;
}
