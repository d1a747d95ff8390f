import { expect } from "@playwright/test";
import {
  createOrder,
  prompted,
  startedOrder,
  unfold,
  type CustomerState,
  type StateGroup,
  type Visit,
} from "./state";

const WAITING = { en: "Check your phone", sw: "Angalia simu yako" };
const CHECKING = { en: "We are still checking", sw: "Bado tunakagua" };
const UNRESOLVED = { en: "We do not know yet whether you paid", sw: "Bado hatujui kama umelipa" };

/** Longer than a prompt lives, and shorter than an answer is waited for. */
const PROMPT_OVER_SECONDS = 70;
const UNRESOLVED_AFTER_SECONDS = 301;

const sending: CustomerState = {
  name: "sending",
  heading: { en: "Sending the request to your phone", sw: "Tunatuma ombi kwenye simu yako" },
  isFleeting: true,
  show: async (visit) => {
    await visit.simulator.setFaults({ push: { latencyMs: [8_000, 8_000] } });
    const order = await createOrder(visit);
    // Answers when the request is sent; by then nobody looks any more.
    visit.api.startAttempt(order.id, visit.newPhone().typed).catch(() => undefined);
    await expect
      .poll(async () => (await visit.api.status(order.id)).attempt?.state)
      .toBe("sending");
    await visit.pay.open(order.id);
  },
  leave: (visit) => visit.simulator.setFaults({}),
};

const waiting: CustomerState = {
  name: "waiting",
  heading: WAITING,
  show: async (visit) => {
    await prompted(visit);
    await visit.pay.expectText("•••");
  },
};

const waitingForOther: CustomerState = {
  name: "waiting-seen-by-others",
  heading: WAITING,
  isFleeting: true,
  show: async (visit) => {
    const { order } = await startedOrder(visit);
    await visit.pay.open(order.id);
    await unfold(visit, { en: "Wrong number?", sw: "Namba si sahihi?" });
  },
};

const offline: CustomerState = {
  name: "offline",
  heading: WAITING,
  isFleeting: true,
  show: async (visit) => {
    const { order } = await prompted(visit);
    // By then the browser has its order's cookie.
    await visit.pay.expectText("•••");
    await visit.pay.open(order.id);
    await visit.pay.expectScreen(WAITING[visit.language]);
    await visit.page.context().setOffline(true);
    const said = { en: "You are offline.", sw: "Huna mtandao." }[visit.language];
    await visit.pay.expectText(said);
  },
  leave: (visit) => visit.page.context().setOffline(false),
};

const checking: CustomerState = {
  name: "checking",
  heading: CHECKING,
  show: async (visit) => {
    const { order } = await prompted(visit);
    await visit.letTimePass(order.id, PROMPT_OVER_SECONDS);
    await visit.pay.open(order.id);
  },
};

async function leaveUnresolved(visit: Visit): Promise<void> {
  const { order } = await prompted(visit);
  await visit.letTimePass(order.id, UNRESOLVED_AFTER_SECONDS);
  await expect
    .poll(async () => (await visit.api.getOrder(order.id)).attempts[0]?.outcome)
    .toBe("unresolved");
  await visit.pay.open(order.id);
  await visit.pay.expectScreen(UNRESOLVED[visit.language]);
}

const unresolved: CustomerState = {
  name: "unresolved",
  heading: UNRESOLVED,
  show: leaveUnresolved,
};

const again: CustomerState = {
  name: "unresolved-pay-again",
  heading: UNRESOLVED,
  isFleeting: true,
  show: async (visit) => {
    await leaveUnresolved(visit);
    await unfold(visit, { en: "Pay again anyway", sw: "Lipa tena hata hivyo" });
    await expect(visit.pay.phoneField).toBeVisible();
  },
};

const serviceAway: CustomerState = {
  name: "service-away",
  heading: {
    en: "We cannot reach the payment service right now",
    sw: "Hatuwezi kufikia huduma ya malipo kwa sasa",
  },
  show: async (visit) => {
    const order = await createOrder(visit);
    await visit.line.cut();
    await visit.pay.open(order.id);
  },
  leave: async (visit) => {
    await visit.line.mend();
    await expect
      .poll(async () => (await fetch(`${visit.stack.appUrl}/api/health`)).status, {
        timeout: 30_000,
      })
      .toBe(200);
  },
};

export const waitStates: StateGroup = {
  name: "wait",
  title: "While nobody knows",
  states: [sending, waiting, waitingForOther, offline, checking, unresolved, again, serviceAway],
};
