import { expect, test } from "./support/fixtures";
import type { Faults } from "./support/simulator";

test.use({ ownStackOptions: { processes: 1 } });

const UNKNOWN: { name: string; push: NonNullable<Faults["push"]> }[] = [
  { name: "an internal error", push: { error500: 1 } },
  { name: "HTML of a firewall", push: { html503: 1 } },
];

for (const { name, push } of UNKNOWN) {
  test(`the request is answered with ${name}: unknown, and never sent again`, async ({
    api,
    phone,
    newPhone,
    simulator,
    letTimePass,
    stack,
  }) => {
    await simulator.setFaults({ push });
    const order = await api.createOrder({ amountKes: 220 });
    const attempt = await api.startAttempt(order.id, phone.typed);
    expect(attempt).toMatchObject({ push: "unknown", outcome: "pending", reason: null });
    expect(await api.status(order.id)).toMatchObject({ attempt: { state: "checking" } });
    const path = `/api/v1/orders/${order.id}/attempts`;
    const second = await api.call("POST", path, { phoneNumber: newPhone().typed });
    expect([second.status, second.body]).toMatchObject([
      409,
      { error: { code: "attempt_in_progress" } },
    ]);
    await simulator.setFaults({});
    await letTimePass(order.id, 301);
    await api.sweep(stack.cronSecret);
    expect((await api.getOrder(order.id)).attempts).toMatchObject([
      { push: "unknown", outcome: "unresolved" },
    ]);
    expect(await simulator.prompts()).toEqual([]);
  });
}

test("Safaricom asks for less haste: refused for certain, and the order can be tried again", async ({
  api,
  phone,
  simulator,
}) => {
  await simulator.setFaults({ push: { spikeArrest: 1 } });
  await simulator.setSubscriber(phone.msisdn, { autoAnswer: "pay", answerAfterMs: 0 });
  const order = await api.createOrder({ amountKes: 230 });
  const refused = await api.startAttempt(order.id, phone.typed);
  expect(refused).toMatchObject({ push: "rejected", outcome: "failed", reason: "mpesa_busy" });
  await simulator.setFaults({});
  expect((await api.startAttempt(order.id, phone.typed)).push).toBe("accepted");
  await expect.poll(async () => (await api.getOrder(order.id)).status).toBe("paid");
});

test("the request hangs: given up after ten seconds, unknown, and its callback still pays", async ({
  api,
  phone,
  simulator,
}) => {
  await simulator.setFaults({ push: { hangMs: 30_000 } });
  const order = await api.createOrder({ amountKes: 240 });
  const startedAtMs = performance.now();
  const attempt = await api.startAttempt(order.id, phone.typed);
  const tookMs = performance.now() - startedAtMs;
  expect(attempt).toMatchObject({ push: "unknown", outcome: "pending" });
  expect(tookMs).toBeGreaterThan(9_000);
  expect(tookMs).toBeLessThan(15_000);
  const prompt = await simulator.openPrompt(phone.msisdn);
  await simulator.answer(prompt.checkoutRequestId, "pay");
  await expect.poll(async () => (await api.getOrder(order.id)).status).toBe("paid");
  expect(await simulator.prompts()).toHaveLength(1);
});

test("no access token can be had: nothing is attempted, and it works when it can", async ({
  api,
  phone,
  simulator,
}) => {
  await simulator.setFaults({ oauth: { error400Empty: 1 } });
  const order = await api.createOrder({ amountKes: 250 });
  const path = `/api/v1/orders/${order.id}/attempts`;
  const answer = await api.call("POST", path, { phoneNumber: phone.typed });
  expect([answer.status, answer.body]).toMatchObject([
    503,
    { error: { code: "mpesa_unavailable" } },
  ]);
  expect((await api.getOrder(order.id)).attempts).toEqual([]);
  expect(await simulator.prompts()).toEqual([]);
  await simulator.setFaults({});
  expect((await api.startAttempt(order.id, phone.typed)).push).toBe("accepted");
});

test("a token that Safaricom has forgotten is renewed within the request", async ({
  api,
  phone,
  newPhone,
  simulator,
  witness,
}) => {
  const first = await api.createOrder({ amountKes: 260 });
  await api.startAttempt(first.id, newPhone().typed);
  await simulator.reset();
  const order = await api.createOrder({ amountKes: 270 });
  expect((await api.startAttempt(order.id, phone.typed)).push).toBe("accepted");
  expect(await witness.evidenceKinds(order.id)).toEqual(["push_token_rejected", "push_accepted"]);
  expect(await simulator.prompts()).toHaveLength(1);
});
