import { expect, test } from "./support/fixtures";
import { PayPage, SCREEN } from "./support/pay-page";

// As on a serverless host: two processes, no sweeper in them, a request of the host as only clock.
test.use({ ownStackOptions: { processes: 2, env: { SWEEPER: "off" } } });

const MINUTE_SECONDS = 60;

test("the callback is lost and the page is closed: the host's clock finds the payment", async ({
  page,
  pay,
  api,
  phone,
  simulator,
  stack,
  witness,
  letTimePass,
  ownStack,
}) => {
  await simulator.setFaults({ callback: { drop: 1 } });
  const order = await api.createOrder({ amountKes: 310 });
  await pay.open(order.id);
  await pay.pay(phone.typed);
  await pay.expectScreen(SCREEN.waiting);
  const prompt = await simulator.openPrompt(phone.msisdn);
  await page.goto("about:blank");
  await simulator.answer(prompt.checkoutRequestId, "pay");

  await letTimePass(order.id, MINUTE_SECONDS);
  // One question a pass and a minute: were there another clock, it would have asked already.
  expect(await api.sweep(stack.cronSecret)).toMatchObject({ queriesSent: 1, failures: 0 });
  expect(await witness.order(order.id)).toMatchObject({ status: "open", paidKes: 0 });
  await letTimePass(order.id, MINUTE_SECONDS);
  expect(await api.sweep(stack.cronSecret)).toMatchObject({ queriesSent: 1, failures: 0 });
  expect(await witness.order(order.id)).toMatchObject({ status: "paid", paidKes: 310 });

  // The other process knows it, too.
  await page.goto(`${ownStack?.apps[1]?.url ?? ""}/pay/${order.id}`);
  await pay.expectScreen(SCREEN.paid);
  await expect(pay.receipt).toHaveText("on its way");
});

test("the callback is lost and the page is open: its own polls find the payment", async ({
  pay,
  api,
  phone,
  simulator,
  witness,
  letTimePass,
}) => {
  await simulator.setFaults({ callback: { drop: 1 } });
  const order = await api.createOrder({ amountKes: 315 });
  await pay.open(order.id);
  await pay.pay(phone.typed);
  await pay.expectScreen(SCREEN.waiting);
  const prompt = await simulator.openPrompt(phone.msisdn);
  await simulator.answer(prompt.checkoutRequestId, "pay");
  await letTimePass(order.id, 21);
  await expect
    .poll(() => witness.evidenceKinds(order.id))
    .toEqual(["push_accepted", "query_succeeded"]);
  await letTimePass(order.id, 6);
  await pay.expectScreen(SCREEN.paid);
  await expect(pay.receipt).toHaveText("on its way");
});

test("the answer to the request is lost: the callback settles it", async ({
  pay,
  api,
  phone,
  simulator,
  stack,
  letTimePass,
}) => {
  await simulator.setFaults({ push: { loseResponse: 1 } });
  const order = await api.createOrder({ amountKes: 320 });
  await pay.open(order.id);
  await pay.pay(phone.typed);
  await pay.expectScreen(SCREEN.checking);
  await letTimePass(order.id, MINUTE_SECONDS);
  await api.sweep(stack.cronSecret);
  await pay.expectScreen(SCREEN.checking);
  await pay.expectNoForm();
  const prompt = await simulator.openPrompt(phone.msisdn);
  await simulator.answer(prompt.checkoutRequestId, "pay");
  await pay.expectScreen(SCREEN.paid);
  expect(await simulator.prompts()).toHaveLength(1);
});

test("two tabs on two processes submit at the same moment: one prompt, and both show paid", async ({
  context,
  pay,
  api,
  phone,
  simulator,
  ownStack,
}) => {
  const order = await api.createOrder({ amountKes: 325 });
  const other = new PayPage(await context.newPage());
  const tabs = [pay, other];
  const urls = (ownStack?.apps ?? []).map(({ url }) => url);
  expect(new Set(urls).size).toBe(2);
  for (const [index, tab] of tabs.entries()) {
    await tab.page.goto(`${urls[index] ?? ""}/pay/${order.id}`);
    await tab.phoneField.fill(phone.typed);
  }
  await Promise.all(tabs.map((tab) => tab.payButton.click()));
  for (const tab of tabs) await tab.expectScreen(SCREEN.waiting);
  expect(await simulator.prompts()).toHaveLength(1);
  expect((await api.getOrder(order.id)).attempts).toHaveLength(1);
  const prompt = await simulator.openPrompt(phone.msisdn);
  await simulator.answer(prompt.checkoutRequestId, "pay");
  for (const tab of tabs) await tab.expectScreen(SCREEN.paid);
});
