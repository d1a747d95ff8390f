import type { MerchantReads } from "@/lib/merchants/as-merchant";
import type { OrderMaker } from "@/lib/merchants/order-maker";
import type { StartResult } from "@/lib/payments/model";
import { orderCookieValue } from "@/lib/payments/order-cookie";
import { readOwnNumber } from "@/lib/payments/read-own-number";
import { startPayment, type StartInput } from "@/lib/payments/start-payment";
import type { Runtime } from "@/lib/runtime";
import { readOwnOrder } from "./read-counter-order";

/**
 * Sends one more prompt for an order of this merchant, to the number typed or, if none was, to that of
 * the attempt before. Never beside one whose result is not known: the counter has no way to say so.
 */
export async function sendAgain(
  runtime: Runtime,
  maker: OrderMaker,
  merchant: MerchantReads,
  form: {
    orderId: string;
    phoneNumber: string;
    sameNumberAs: string | null;
    submissionId: string;
  },
  options: { defer?: StartInput["defer"] } = {},
): Promise<StartResult> {
  const { orderId, sameNumberAs, submissionId } = form;
  if (!(await readOwnOrder(merchant, orderId))) return { ok: false, reason: "order_not_found" };
  let { phoneNumber } = form;
  if (phoneNumber === "" && sameNumberAs !== null) {
    const cookie = orderCookieValue(runtime.env, orderId);
    const known = await readOwnNumber(runtime, { orderId, attemptId: sameNumberAs, cookie });
    phoneNumber = known ?? "";
  }
  return startPayment(runtime, {
    orderId,
    merchantId: maker.merchantId,
    phoneNumber,
    submissionId,
    despiteAttemptId: null,
    address: null,
    origin: "api",
    ...(options.defer ? { defer: options.defer } : {}),
  });
}
