import { inParallel } from "@/e2e/support/in-parallel";
import type { MerchantApi } from "@/e2e/support/api";
import type { TakenPush } from "./patient-daraja";

/** An order whose customer has the prompt on the phone. */
export type StartedPayment = { orderId: string; push: TakenPush };

const AT_ONCE = 8;
const FIRST_NUMBER = 10_000_000;

let lastNumber = FIRST_NUMBER;

/** Makes orders and puts each on a phone of its own. Throws if one is refused. */
export async function startPayments(
  api: MerchantApi,
  pushes: ReadonlyMap<string, TakenPush>,
  count: number,
): Promise<StartedPayment[]> {
  return inParallel(Array.from({ length: count }), AT_ONCE, async (_, index) => {
    const order = await api.createOrder({ amountKes: 100 + (index % 900) });
    lastNumber += 1;
    await api.startAttempt(order.id, `07${lastNumber}`);
    const push = pushes.get(order.accountReference);
    if (push === undefined) throw new Error("an order was started without a push");
    return { orderId: order.id, push };
  });
}
