import { expect } from "@playwright/test";
import {
  createOrder,
  unwriteUnderpaid,
  writeUnderpaid,
  type CustomerState,
  type StateGroup,
  type Visit,
} from "./state";

async function expiredOrder(visit: Visit) {
  const order = await createOrder(visit, { expiresInSeconds: 60 });
  await visit.letTimePass(order.id, 61);
  await expect.poll(async () => (await visit.api.getOrder(order.id)).status).toBe("expired");
  return order;
}

const partlyPaid: CustomerState = {
  name: "partly-paid",
  heading: { en: "Part of the amount has arrived", sw: "Sehemu ya kiasi imepokelewa" },
  show: async (visit) => {
    const order = await expiredOrder(visit);
    await writeUnderpaid(visit, order.id, { isRestAsked: false });
    await visit.pay.open(order.id);
  },
  leave: (visit) => unwriteUnderpaid(visit, "expired"),
};

const expired: CustomerState = {
  name: "expired",
  heading: { en: "The time for this order is over", sw: "Muda wa oda hii umeisha" },
  show: async (visit) => {
    await visit.pay.open((await expiredOrder(visit)).id);
  },
};

const cancelled: CustomerState = {
  name: "cancelled",
  heading: { en: "The shop has cancelled this order", sw: "Duka limeghairi oda hii" },
  show: async (visit) => {
    const order = await createOrder(visit);
    await visit.api.cancelOrder(order.id);
    await visit.pay.open(order.id);
  },
};

const unknownOrder: CustomerState = {
  name: "unknown-order",
  heading: { en: "We do not know this order", sw: "Hatuijui oda hii" },
  show: (visit) => visit.pay.open("unknown"),
};

const noSuchPage: CustomerState = {
  name: "no-such-page",
  heading: { en: "This page does not exist", sw: "Ukurasa huu haupo" },
  show: async ({ page }) => {
    await page.goto("/nowhere");
  },
};

export const closedStates: StateGroup = {
  name: "closed",
  title: "Where nothing can be paid",
  states: [partlyPaid, expired, cancelled, unknownOrder, noSuchPage],
};
