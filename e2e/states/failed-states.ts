import { expect } from "@playwright/test";
import { answerWith, fail } from "../support/fail-attempt";
import { FAILURES } from "../support/failures";
import { whileNumbersAreRefused } from "../support/refuse-number";
import { createOrder, prompted, type CustomerState, type StateGroup } from "./state";

const reasons: CustomerState[] = Object.entries(FAILURES).map(([reason, failure]) => ({
  name: reason.replaceAll("_", "-"),
  heading: { en: failure.en.title, sw: failure.sw.title },
  show: async (visit) => {
    const order = await fail(visit, visit.newPhone(), failure.code);
    await visit.pay.open(order.id);
  },
}));

const invalidPhone: CustomerState = {
  name: "invalid-phone",
  heading: {
    en: "This number cannot pay with M-PESA",
    sw: "Namba hii haiwezi kulipa kwa M-PESA",
  },
  show: (visit) =>
    whileNumbersAreRefused(visit.witness.sql, async () => {
      const order = await createOrder(visit);
      await visit.pay.open(order.id);
      await visit.pay.pay(visit.newPhone().typed);
      await visit.pay.expectScreen(invalidPhone.heading[visit.language]);
    }),
};

const CANCELLED = {
  en: FAILURES["cancelled_or_timed_out"]?.en.title ?? "",
  sw: FAILURES["cancelled_or_timed_out"]?.sw.title ?? "",
};

/** In the browser that typed the number: one press sends again. */
const sendAgain: CustomerState = {
  name: "send-again",
  heading: CANCELLED,
  show: async (visit) => {
    const { prompt } = await prompted(visit);
    await answerWith(visit.simulator, prompt.checkoutRequestId, 1032);
    await visit.pay.expectScreen(CANCELLED[visit.language]);
    await expect(visit.page.getByRole("button", { name: "•••" })).toBeVisible();
  },
};

export const failedStates: StateGroup = {
  name: "failed",
  title: "What went wrong",
  states: [...reasons, invalidPhone, sendAgain],
};
