import { expect } from "@playwright/test";
import { payWithoutReceipt } from "./paid-states";
import { createOrder, prompted, type CustomerState, type StateGroup, type Visit } from "./state";

const RECEIPT = { en: "Payment receipt", sw: "Risiti ya malipo" };
const PAID = { en: "PAID", sw: "IMELIPWA" };

/** Paid on the visitor's own page. */
async function payOrder(visit: Visit): Promise<string> {
  const { order, prompt } = await prompted(visit);
  await visit.simulator.answer(prompt.checkoutRequestId, "pay");
  await expect.poll(async () => (await visit.api.getOrder(order.id)).status).toBe("paid");
  return order.id;
}

async function openVerify(visit: Visit, orderId: string): Promise<void> {
  await visit.page.goto(`/pay/${orderId}/receipt`);
  const link = visit.page.locator('a[href*="/verify/"]').first();
  await visit.page.goto((await link.getAttribute("href")) ?? "none");
}

const own: CustomerState = {
  name: "receipt",
  heading: RECEIPT,
  show: async (visit) => {
    await visit.page.goto(`/pay/${await payOrder(visit)}/receipt`);
  },
};

const pending: CustomerState = {
  name: "receipt-on-its-way",
  heading: RECEIPT,
  show: async (visit) => {
    await visit.page.goto(`/pay/${await payWithoutReceipt(visit)}/receipt`);
  },
};

const none: CustomerState = {
  name: "no-receipt-yet",
  heading: { en: "There is no receipt yet", sw: "Bado hakuna risiti" },
  show: async (visit) => {
    await visit.page.goto(`/pay/${(await createOrder(visit)).id}/receipt`);
  },
};

const counter: CustomerState = {
  name: "counter",
  heading: PAID,
  show: async (visit) => {
    await visit.page.goto(`/pay/${await payOrder(visit)}/counter`);
    const now = { en: "Time now in Nairobi", sw: "Saa ya sasa Nairobi" }[visit.language];
    await visit.pay.expectText(now);
  },
};

const counterUnpaid: CustomerState = {
  name: "counter-not-paid",
  heading: { en: "Not paid", sw: "Haijalipwa" },
  show: async (visit) => {
    await visit.page.goto(`/pay/${(await createOrder(visit)).id}/counter`);
  },
};

const genuine: CustomerState = {
  name: "verify",
  heading: PAID,
  show: async (visit) => openVerify(visit, await payOrder(visit)),
};

const forged: CustomerState = {
  name: "verify-forged",
  heading: { en: "NOT A RECEIPT", sw: "SI RISITI" },
  show: async ({ page, language }) => {
    await page.goto(`/verify/${"A".repeat(43)}?lang=${language}`);
  },
};

export const receiptStates: StateGroup = {
  name: "receipt",
  title: "What can be shown to others",
  states: [own, pending, none, counter, counterUnpaid, genuine, forged],
};
