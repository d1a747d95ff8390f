import { expect } from "@playwright/test";
import type { MerchantApi, Order } from "./api";
import type { Phone } from "./phone";
import type { Simulator } from "./simulator";

/** A prompt is answered by Safaricom with this code, whatever the simulated phone still shows. */
export async function fail(
  { api, simulator }: { api: MerchantApi; simulator: Simulator },
  phone: Phone,
  code: string | number,
): Promise<Order> {
  const order = await api.createOrder({ amountKes: 1250 });
  await api.startAttempt(order.id, phone.typed);
  const { checkoutRequestId } = await simulator.openPrompt(phone.msisdn);
  await answerWith(simulator, checkoutRequestId, code);
  await expect.poll(async () => (await api.getOrder(order.id)).attempts[0]?.outcome).toBe("failed");
  return order;
}

export async function answerWith(
  simulator: Simulator,
  checkoutRequestId: string,
  code: string | number,
): Promise<void> {
  const stkCallback = { CheckoutRequestID: checkoutRequestId, ResultCode: code, ResultDesc: "x" };
  await simulator.deliver(checkoutRequestId, { Body: { stkCallback } });
}
