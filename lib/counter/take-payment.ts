import { isAmountKes, parseAmountKes } from "@/lib/money";
import type { OrderMaker } from "@/lib/merchants/order-maker";
import { createOrder } from "@/lib/orders/create-order";
import { parseOrderInput } from "@/lib/orders/order-input";
import type { StartResult } from "@/lib/payments/model";
import { startPayment, type StartInput } from "@/lib/payments/start-payment";
import { parseMsisdn } from "@/lib/phone";
import type { Runtime } from "@/lib/runtime";
import { keyedHash } from "@/lib/sealing";
import { COUNTER_FIELDS, type CounterField } from "./model";

/** A customer is at the counter; nobody pays such an order a day later. */
const EXPIRES_IN_SECONDS = 3_600;

export type CounterForm = {
  /** As typed. */
  amount: string;
  phoneNumber: string;
  title: string;
  /** Minted with the form. */
  submissionId: string;
};

export type TakePaymentResult =
  | { ok: false; wrong: CounterField[] }
  | { ok: false; reason: "no_shortcode" }
  /** The order is there; whether a prompt went out is what `start` says. */
  | { ok: true; orderId: string; createdAt: string; start: StartResult };

/**
 * Makes an order at the counter and sends its prompt to the customer's phone. The same form sent again,
 * at once or later, is the same order and the same prompt: nobody is asked twice.
 */
export async function takePayment(
  runtime: Runtime,
  maker: OrderMaker,
  form: CounterForm,
  options: { defaultTitle: string; defer?: StartInput["defer"] },
): Promise<TakePaymentResult> {
  const amountKes = parseAmountKes(form.amount);
  const msisdn = parseMsisdn(form.phoneNumber);
  const title = form.title.trim() === "" ? options.defaultTitle : form.title;
  const isTitled = parseOrderInput({ amountKes: 1, title }).ok;
  if (!isAmountKes(amountKes) || msisdn === null || !isTitled) {
    const isRight = { amount: amountKes !== null, phoneNumber: msisdn !== null, title: isTitled };
    return { ok: false, wrong: COUNTER_FIELDS.filter((field) => !isRight[field]) };
  }
  // With all that was typed: a form that was changed after it was sent is another sale.
  // Keyed, because a number in a digest that anybody can make is found by trying them all.
  const sale = JSON.stringify([amountKes, msisdn, title]);
  const typed = keyedHash(runtime.env.APP_SECRET, "counter", sale).toString("base64url");
  const made = await createOrder(
    runtime,
    maker.merchantId,
    { amountKes, title, expiresInSeconds: EXPIRES_IN_SECONDS },
    { idempotencyKey: `counter ${form.submissionId} ${typed}`, by: maker },
  );
  if (!made.ok) {
    if (made.reason === "no_shortcode") return { ok: false, reason: made.reason };
    throw new Error(`the counter makes no order: ${made.reason}`);
  }
  const start = await startPayment(runtime, {
    orderId: made.order.id,
    merchantId: maker.merchantId,
    phoneNumber: form.phoneNumber,
    submissionId: form.submissionId,
    despiteAttemptId: null,
    address: null,
    origin: "api",
    ...(options.defer ? { defer: options.defer } : {}),
  });
  return { ok: true, orderId: made.order.id, createdAt: made.order.createdAt, start };
}
