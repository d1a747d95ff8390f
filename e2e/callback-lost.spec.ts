import { expect, test } from "./support/fixtures";
import { SCREEN } from "./support/pay-page";

/** Two answers 5 s apart count as paid, the first of them 20 s after the push; the rest is patience. */
const FOUND_WITHIN_MS = 45_000;

test("the callback never comes: the open page turns to paid by itself", async ({
  page,
  pay,
  api,
  phone,
  simulator,
  witness,
}) => {
  await simulator.setFaults({ callback: { drop: 1 } });
  const order = await api.createOrder({ amountKes: 640 });
  await pay.open(order.id);
  await pay.pay(phone.typed);
  await pay.expectScreen(SCREEN.waiting);
  const prompt = await simulator.openPrompt(phone.msisdn);
  await simulator.answer(prompt.checkoutRequestId, "pay");
  await expect
    .poll(() => simulator.deliveries())
    .toMatchObject([{ status: null, attempt: 0, checkoutRequestId: prompt.checkoutRequestId }]);
  await pay.expectScreen(SCREEN.waiting);

  await pay.expectScreen(SCREEN.paid, FOUND_WITHIN_MS);
  await expect(pay.receipt).toHaveText("on its way");
  await pay.expectText(
    "M-PESA has confirmed the payment. The receipt number follows, usually within minutes; it is also in the SMS from M-PESA.",
  );
  expect(await witness.order(order.id)).toMatchObject({
    status: "paid",
    paidKes: 640,
    flags: ["receipt_pending"],
  });
  expect(await witness.evidenceKinds(order.id)).toEqual([
    "push_accepted",
    "query_succeeded",
    "query_succeeded",
  ]);

  await page.getByRole("link", { name: "Show the receipt" }).click();
  await pay.expectText("Its receipt number follows, usually within minutes.");
  // The callback turns up after all: late, but with the receipt.
  await simulator.deliver(prompt.checkoutRequestId);
  const [debit] = await simulator.ledger();
  await expect(pay.receipt).toHaveText(debit?.receipt ?? "none", { timeout: 30_000 });
  expect(await witness.order(order.id)).toMatchObject({ status: "paid", flags: [] });
});
