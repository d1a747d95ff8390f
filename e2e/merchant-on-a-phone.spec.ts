import { expect, test } from "./support/fixtures";
import { signIn } from "./support/merchant-desk";

test("a merchant looks at a payment on the phone, without scrolling sideways", async ({
  page,
  api,
  phone,
  simulator,
  stack,
}) => {
  const title = "Two crates of soda and a very long description of what else was in the basket";
  const order = await api.createOrder({ amountKes: 1_980, title });
  await simulator.setSubscriber(phone.msisdn, { autoAnswer: "pay", answerAfterMs: 0 });
  await api.startAttempt(order.id, phone.typed);
  await expect.poll(async () => (await api.getOrder(order.id)).status).toBe("paid");
  const [debit] = await simulator.ledger();

  await signIn(page, stack.access);
  const card = page.getByRole("list", { name: "Payments" }).getByRole("listitem").first();
  await expect(card).toContainText("Paid");
  await expect(card).toContainText("KES 1,980");
  await expect(card).toContainText(debit?.receipt ?? "none");
  const expectNoSidewaysScroll = async () => {
    const overhang = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overhang, page.url()).toBeLessThanOrEqual(0);
  };
  await expectNoSidewaysScroll();
  await card.getByRole("link", { name: title }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
  for (const raw of await page.getByText("Raw body", { exact: true }).all()) await raw.click();
  await expectNoSidewaysScroll();
  await page.getByRole("link", { name: "Orders", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Orders");
  await expect(page.getByRole("list", { name: "Orders" })).toContainText(title);
  await expectNoSidewaysScroll();
  await page.getByRole("link", { name: "Home", exact: true }).click();
  await expect(page.getByRole("img", { name: /^Takings a day/ })).toBeVisible();
  for (const table of await page.getByText("Show as a table").all()) await table.click();
  await expectNoSidewaysScroll();
});
