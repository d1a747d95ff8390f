import { expect, test } from "./support/fixtures";
import { SCREEN } from "./support/pay-page";

test("M-PESA says cancelled and takes the money all the same: money wins", async ({
  pay,
  api,
  phone,
  simulator,
  witness,
}) => {
  // The delay leaves the page some seconds to show the failure.
  await simulator.setFaults({
    callback: { lateSuccessAfterFailure: 1, delayMs: [2_500, 2_500] },
  });
  const order = await api.createOrder({ amountKes: 275 });
  await pay.open(order.id);
  await pay.pay(phone.typed);
  await pay.expectScreen(SCREEN.waiting);
  const prompt = await simulator.openPrompt(phone.msisdn);
  await simulator.answer(prompt.checkoutRequestId, "cancel");
  await pay.expectScreen(SCREEN.cancelled);
  await pay.expectText("do not pay again: this page will show it.");

  await pay.expectScreen(SCREEN.paid);
  await pay.expectText(
    "This page may have said earlier that the payment failed. It did go through. Do not pay again.",
  );
  await pay.expectNoForm();
  const [debit] = await simulator.ledger();
  await expect(pay.receipt).toHaveText(debit?.receipt ?? "none");
  expect(await witness.order(order.id)).toMatchObject({
    status: "paid",
    paidKes: 275,
    flags: ["after_failure"],
  });
});
