import { expect, test } from "./support/fixtures";
import { signIn } from "./support/merchant-desk";
import { SCREEN } from "./support/pay-page";

test("another amount arrives: nothing is counted, nobody pays again, the shop is told", async ({
  page,
  pay,
  api,
  phone,
  simulator,
  stack,
  witness,
  openOtherBrowser,
}) => {
  await simulator.setFaults({ callback: { wrongAmount: 1 } });
  const order = await api.createOrder({ amountKes: 900, title: "Sack of charcoal" });
  await pay.open(order.id);
  await pay.pay(phone.typed);
  await pay.expectScreen(SCREEN.waiting);
  const prompt = await simulator.openPrompt(phone.msisdn);
  await simulator.answer(prompt.checkoutRequestId, "pay");

  await pay.expectScreen(SCREEN.review);
  await pay.expectText(
    "Do not pay again.",
    "Yes, but KES 899 has arrived and KES 900 was asked for.",
    `Reference to quote${order.accountReference}`,
  );
  await pay.expectNoForm();
  await page.reload();
  await pay.expectScreen(SCREEN.review);
  await pay.expectNoForm();
  expect(await witness.order(order.id)).toMatchObject({
    status: "open",
    paidKes: 0,
    flags: ["needs_review"],
  });
  expect(await witness.payments()).toMatchObject([{ amountKes: 899, counted: false }]);

  const desk = await openOtherBrowser();
  await signIn(desk, stack.access);
  const row = desk.getByRole("listitem").filter({ hasText: "Sack of charcoal" });
  await expect(row.first()).toContainText("Review");
  await expect(row.first()).toContainText("KES 899 received");
  await row.first().getByRole("link", { name: "Sack of charcoal" }).click();
  await expect(desk.getByRole("main")).toContainText(
    "Somebody has to look at this order: what M-PESA told us does not fit together.",
  );
  await expect(desk.getByRole("region", { name: "Money received" })).toContainText("Not counted");
});
