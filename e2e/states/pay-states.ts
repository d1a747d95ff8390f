import { expect } from "@playwright/test";
import {
  createOrder,
  startedOrder,
  unfold,
  unwriteUnderpaid,
  writeUnderpaid,
  type CustomerState,
  type StateGroup,
  type Visit,
} from "./state";

const PAY = { en: "Pay with M-PESA", sw: "Lipa kwa M-PESA" };
const SHARE = { en: "Let somebody else pay", sw: "Mtu mwingine alipe" };

const form: CustomerState = {
  name: "pay",
  heading: PAY,
  show: async (visit) => {
    const order = await createOrder(visit, { cancelUrl: "https://shop.example/basket" });
    await visit.pay.open(order.id);
  },
};

const share: CustomerState = {
  name: "somebody-else-pays",
  heading: PAY,
  isFleeting: true,
  show: async (visit) => {
    await form.show(visit);
    await unfold(visit, SHARE);
  },
};

const wrongNumber: CustomerState = {
  name: "wrong-number",
  heading: PAY,
  isFleeting: true,
  show: async (visit) => {
    await form.show(visit);
    await visit.pay.pay("0712 345");
    await expect(visit.pay.phoneField).toHaveAttribute("aria-invalid", "true");
  },
};

/** The form is refused for a reason that has nothing to do with what was typed. */
async function expectRefusal(visit: Visit, typed: string): Promise<void> {
  await form.show(visit);
  await visit.pay.pay(typed);
  await expect(visit.page.locator("form [role=alert]")).toBeVisible();
}

const tooManyPrompts: CustomerState = {
  name: "too-many-requests",
  heading: PAY,
  isFleeting: true,
  show: async (visit) => {
    const { sql } = visit.witness;
    const { phone } = await startedOrder(visit);
    const [before] = await sql<{ limit: number }[]>`
      select prompts_per_phone_per_10_min as limit from shortcodes`;
    await sql`update shortcodes set prompts_per_phone_per_10_min = 1`;
    try {
      await expectRefusal(visit, phone.typed);
    } finally {
      await sql`update shortcodes set prompts_per_phone_per_10_min = ${before?.limit ?? 1}`;
    }
  },
};

const mpesaAway: CustomerState = {
  name: "m-pesa-away",
  heading: PAY,
  isFleeting: true,
  show: async (visit) => {
    await visit.simulator.setFaults({ oauth: { error400Empty: 1 } });
    await visit.witness.expireAccessTokens();
    try {
      await expectRefusal(visit, visit.newPhone().typed);
    } finally {
      await visit.simulator.setFaults({});
    }
  },
};

const remainder: CustomerState = {
  name: "pay-the-rest",
  heading: PAY,
  show: async (visit) => {
    const order = await createOrder(visit);
    await writeUnderpaid(visit, order.id, { isRestAsked: true });
    await visit.pay.open(order.id);
  },
  leave: (visit) => unwriteUnderpaid(visit, "open"),
};

/** Asks for the prompt and stands still while it is on its way. */
const pressed: CustomerState = {
  name: "pressed",
  heading: PAY,
  isFleeting: true,
  show: async (visit) => {
    await visit.simulator.setFaults({ push: { latencyMs: [8_000, 8_000] } });
    // The first news of the request would turn the page.
    await visit.page.route("**/api/orders/*/status*", () => undefined);
    await form.show(visit);
    await visit.pay.phoneField.fill(visit.newPhone().typed);
    await visit.pay.payButton.click({ noWaitAfter: true });
    await expect(visit.page.locator("button[aria-disabled=true]")).toBeVisible();
  },
  leave: async ({ page, simulator }) => {
    await page.unrouteAll({ behavior: "ignoreErrors" });
    await simulator.setFaults({});
  },
};

export const payStates: StateGroup = {
  name: "pay",
  title: "Before the request",
  states: [form, share, wrongNumber, tooManyPrompts, mpesaAway, remainder, pressed],
};
