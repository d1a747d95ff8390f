import { expect, test } from "./support/fixtures";
import { SCREEN } from "./support/pay-page";

const ADVICE =
  "Unlock your phone. Check that it has signal and that your M-PESA SIM is in it: *234# should answer. Then try again.";

test("a phone that is switched off: the page says what to try", async ({
  pay,
  api,
  phone,
  simulator,
}) => {
  await simulator.setFaults({ promptTimeoutMs: 1_500 });
  await simulator.setSubscriber(phone.msisdn, { reachable: false });
  const order = await api.createOrder({ amountKes: 90 });
  await pay.open(order.id);
  await pay.pay(phone.typed);
  await pay.expectScreen(SCREEN.noAnswer);
  await pay.expectText(ADVICE);

  await simulator.setFaults({});
  await simulator.setSubscriber(phone.msisdn, { reachable: true, autoAnswer: "pay" });
  await pay.pay(phone.typed);
  await pay.expectScreen(SCREEN.paid);
  expect(await simulator.ledger()).toHaveLength(1);
});

test("nobody looks at the phone: the page says what to try", async ({
  pay,
  api,
  phone,
  simulator,
}) => {
  await simulator.setSubscriber(phone.msisdn, { autoAnswer: "ignore", answerAfterMs: 1_500 });
  const order = await api.createOrder({ amountKes: 90 });
  await pay.open(order.id);
  await pay.pay(phone.typed);
  await pay.expectScreen(SCREEN.waiting);
  await pay.expectScreen(SCREEN.noAnswer);
  await pay.expectText(ADVICE);
  const failed = await api.getOrder(order.id);
  expect(failed.attempts).toMatchObject([{ outcome: "failed", reason: "no_answer" }]);
});
