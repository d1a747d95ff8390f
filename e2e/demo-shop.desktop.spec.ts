import { expectAccessible } from "./support/accessibility";
import { DemoShop } from "./support/demo-shop";
import { expect, test } from "./support/fixtures";
import { masked, spaced } from "./support/handset";
import { SCREEN } from "./support/pay-page";

test("the whole story on one screen: basket, payment page, prompt, PIN, paid", async ({
  page,
  pay,
  phone,
  simulator,
}) => {
  const shop = new DemoShop(page);
  const handset = page.frameLocator("iframe[title='Simulated phone']");
  await shop.open();
  await expect(handset.getByText("Pay in the shop with any Safaricom number")).toBeVisible();
  await expectAccessible(page, "shop with the phone");
  await shop.add("Honey");
  await shop.add("Sukuma wiki");
  await shop.moreButton("Sukuma wiki").click();
  await expect(shop.basket).toContainText("Total KES 570");
  await shop.payButton.click();

  await pay.expectScreen(SCREEN.pay);
  await pay.pay(phone.typed);
  await pay.expectScreen(SCREEN.waiting);
  await pay.expectText(`We sent a request to ${masked(phone)}.`);
  const prompt = handset.getByRole("dialog");
  await expect(prompt).toContainText("Do you want to pay KES 570 to DUKA LA MFANO Account no.");
  await expect(handset.getByRole("heading", { name: spaced(phone) })).toBeVisible();
  // The phone rings, and the page keeps the focus.
  await expect(pay.heading).toBeFocused();
  expect(page.url()).not.toContain(phone.typed.slice(1));
  await expectAccessible(page, "payment page with the prompt beside it");

  for (const key of ["1", "9", "Delete", "2", "3", "4"]) {
    await prompt.getByRole("button", { name: key, exact: true }).click();
  }
  await expect(prompt.getByLabel("M-PESA PIN")).toHaveValue("1234");
  await prompt.getByRole("button", { name: "Send" }).click();
  await pay.expectScreen(SCREEN.paid);
  const [debit] = await simulator.ledger();
  await expect(pay.receipt).toHaveText(debit?.receipt ?? "none");
  await expect(handset.getByRole("list", { name: "Messages" })).toContainText(
    `${debit?.receipt ?? "none"} Confirmed. Ksh570.00 sent to DUKA LA MFANO`,
  );
  await page.getByRole("link", { name: "Back to Duka la Mfano" }).click();
  await expect(page.getByText("Thank you! Your last basket is paid.")).toBeVisible();
});

test("the phone changes hands for whoever is prompted next, and gives way to a narrow screen", async ({
  page,
  api,
  newPhone,
}) => {
  await page.goto("/");
  const handset = page.frameLocator("iframe[title='Simulated phone']");
  for (const phone of [newPhone(), newPhone()]) {
    const order = await api.createOrder({ amountKes: 80 });
    await api.startAttempt(order.id, phone.typed);
    await expect(handset.getByRole("heading", { name: spaced(phone) })).toBeVisible();
    await handset.getByRole("button", { name: "Cancel" }).click();
    await expect(handset.getByText("You cancelled.")).toBeVisible();
  }
  await page.setViewportSize({ width: 1099, height: 800 });
  await expect(page.locator("iframe")).toBeHidden();
  await expect(page.getByRole("link", { name: "Open the simulated phone" })).toBeVisible();
});
