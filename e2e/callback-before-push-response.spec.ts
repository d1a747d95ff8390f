import { expect, test } from "./support/fixtures";
import { SCREEN } from "./support/pay-page";

test("the result arrives before Safaricom has answered the request", async ({
  pay,
  api,
  phone,
  simulator,
  witness,
}) => {
  await simulator.setFaults({ callback: { beforeResponse: 1 } });
  await simulator.setSubscriber(phone.msisdn, { autoAnswer: "pay" });
  const order = await api.createOrder({ amountKes: 410 });
  await pay.open(order.id);
  await pay.pay(phone.typed);
  await pay.expectScreen(SCREEN.paid);
  const [debit] = await simulator.ledger();
  await expect(pay.receipt).toHaveText(debit?.receipt ?? "none");
  expect(await witness.evidenceKinds(order.id)).toEqual(["callback_success", "push_accepted"]);
  expect(await witness.order(order.id)).toMatchObject({ status: "paid", flags: [] });
});
