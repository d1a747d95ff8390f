import { expect, test } from "./support/fixtures";
import { SCREEN } from "./support/pay-page";

test("a customer cancels on the phone, tries again and pays the same order", async ({
  page,
  pay,
  api,
  phone,
  simulator,
}) => {
  const order = await api.createOrder({ amountKes: 350 });
  await pay.open(order.id);
  await pay.pay(phone.typed);
  await pay.expectScreen(SCREEN.waiting);
  const first = await simulator.openPrompt(phone.msisdn);
  await simulator.answer(first.checkoutRequestId, "cancel");

  await pay.expectScreen(SCREEN.cancelled);
  await pay.expectText(
    "As far as M-PESA tells us, this request took no money from you.",
    "You can send a new request.",
    "If you get an SMS that you paid all the same, do not pay again",
    `Reference to quote${order.accountReference}`,
  );
  await expect(page.getByRole("heading", { level: 2 })).toHaveText("Try again");

  await pay.pay(phone.typed);
  await pay.expectScreen(SCREEN.waiting);
  const second = await simulator.openPrompt(phone.msisdn);
  expect(second.checkoutRequestId).not.toBe(first.checkoutRequestId);
  await simulator.answer(second.checkoutRequestId, "pay");

  await pay.expectScreen(SCREEN.paid);
  const [debit] = await simulator.ledger();
  await expect(pay.receipt).toHaveText(debit?.receipt ?? "none");
  const paid = await api.getOrder(order.id);
  expect(paid).toMatchObject({ status: "paid", paidKes: 350, flags: [] });
  expect(paid.attempts.map(({ outcome, reason }) => [outcome, reason])).toEqual([
    ["failed", "cancelled_or_timed_out"],
    ["succeeded", null],
  ]);
});
