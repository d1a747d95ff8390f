import { expect } from "@playwright/test";
import { answerWith } from "../support/fail-attempt";
import { prompted, startedOrder, type CustomerState, type StateGroup, type Visit } from "./state";

const PAID = { en: "Payment received", sw: "Malipo yamepokelewa" };

const expectStatus = (visit: Visit, orderId: string, status: string) =>
  expect.poll(async () => (await visit.api.getOrder(orderId)).status).toBe(status);

const paid: CustomerState = {
  name: "paid",
  heading: PAID,
  show: async (visit) => {
    const { prompt } = await prompted(visit, { successUrl: "https://shop.example/thanks" });
    await visit.simulator.answer(prompt.checkoutRequestId, "pay");
    await visit.pay.expectScreen(PAID[visit.language]);
    await expect(visit.pay.page.getByRole("link", { name: "Duka la Mfano" })).toBeVisible();
  },
};

const paidForOther: CustomerState = {
  name: "paid-seen-by-others",
  heading: PAID,
  show: async (visit) => {
    const { order, prompt } = await startedOrder(visit);
    await visit.simulator.answer(prompt.checkoutRequestId, "pay");
    await expectStatus(visit, order.id, "paid");
    await visit.pay.open(order.id);
  },
};

/** Paid by query: the money is sure, and the callback with the receipt's number was lost. */
export async function payWithoutReceipt(visit: Visit): Promise<string> {
  const { order, prompt } = await startedOrder(visit);
  await visit.simulator.setFaults({ callback: { drop: 1 } });
  await visit.simulator.answer(prompt.checkoutRequestId, "pay");
  await visit.letTimePass(order.id, 21);
  await expect
    .poll(() => visit.witness.evidenceKinds(order.id), { timeout: 15_000 })
    .toContain("query_succeeded");
  await visit.letTimePass(order.id, 6);
  await expect
    .poll(async () => (await visit.api.getOrder(order.id)).status, { timeout: 15_000 })
    .toBe("paid");
  await visit.simulator.setFaults({});
  return order.id;
}

const receiptPending: CustomerState = {
  name: "paid-receipt-on-its-way",
  heading: PAID,
  show: async (visit) => {
    await visit.pay.open(await payWithoutReceipt(visit));
  },
};

const paidLate: CustomerState = {
  name: "paid-late",
  heading: PAID,
  show: async (visit) => {
    const { order, prompt } = await startedOrder(visit, { expiresInSeconds: 60 });
    await visit.letTimePass(order.id, 400);
    await visit.simulator.answer(prompt.checkoutRequestId, "pay");
    await expectStatus(visit, order.id, "paid");
    await visit.pay.open(order.id);
  },
};

const paidAfterFailure: CustomerState = {
  name: "paid-after-failure",
  heading: PAID,
  show: async (visit) => {
    const { order, prompt } = await startedOrder(visit);
    await answerWith(visit.simulator, prompt.checkoutRequestId, 1032);
    await visit.simulator.answer(prompt.checkoutRequestId, "pay");
    await expectStatus(visit, order.id, "paid");
    await visit.pay.open(order.id);
  },
};

const paidTwice: CustomerState = {
  name: "paid-twice",
  heading: PAID,
  show: async (visit) => {
    const { order, prompt: early } = await startedOrder(visit);
    // Safaricom calls it cancelled, and yet the phone still asks.
    await answerWith(visit.simulator, early.checkoutRequestId, 1032);
    await expect
      .poll(async () => (await visit.api.getOrder(order.id)).attempts[0]?.outcome)
      .toBe("failed");
    const second = visit.newPhone();
    await visit.api.startAttempt(order.id, second.typed);
    const late = await visit.simulator.openPrompt(second.msisdn);
    await visit.simulator.answer(late.checkoutRequestId, "pay");
    await visit.simulator.answer(early.checkoutRequestId, "pay");
    await expectStatus(visit, order.id, "overpaid");
    await visit.pay.open(order.id);
  },
};

const review: CustomerState = {
  name: "review",
  heading: {
    en: "The shop has to look at your payment",
    sw: "Duka linahitaji kuangalia malipo yako",
  },
  show: async (visit) => {
    await visit.simulator.setFaults({ callback: { wrongAmount: 1 } });
    const { order, prompt } = await startedOrder(visit);
    await visit.simulator.answer(prompt.checkoutRequestId, "pay");
    await expect.poll(async () => (await visit.api.status(order.id)).attempt?.state).toBe("review");
    await visit.simulator.setFaults({});
    await visit.pay.open(order.id);
  },
};

export const paidStates: StateGroup = {
  name: "paid",
  title: "When money has come",
  states: [paid, paidForOther, receiptPending, paidLate, paidAfterFailure, paidTwice, review],
};
