import { expect, test } from "./support/fixtures";
import { SCREEN } from "./support/pay-page";

test("the answer to the request is lost: nobody is asked twice, and the callback settles it", async ({
  pay,
  api,
  phone,
  simulator,
  witness,
}) => {
  await simulator.setFaults({ push: { loseResponse: 1 } });
  const order = await api.createOrder({ amountKes: 530 });
  await pay.open(order.id);
  await pay.pay(phone.typed);
  await pay.expectScreen(SCREEN.checking);
  await pay.expectText(
    "Do not pay again.",
    "If nothing appeared on your phone, wait as well: the request may still arrive or be cancelled by M-PESA.",
  );
  await pay.expectNoForm();
  await pay.page.reload();
  await pay.expectScreen(SCREEN.checking);

  const prompt = await simulator.openPrompt(phone.msisdn);
  await simulator.answer(prompt.checkoutRequestId, "pay");
  await pay.expectScreen(SCREEN.paid);
  const [debit] = await simulator.ledger();
  await expect(pay.receipt).toHaveText(debit?.receipt ?? "none");
  expect(await simulator.prompts()).toHaveLength(1);
  expect(await witness.evidenceKinds(order.id)).toEqual(["push_unknown", "callback_success"]);
});
