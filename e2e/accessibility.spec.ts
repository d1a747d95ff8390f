import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./support/accessibility";
import { DemoShop } from "./support/demo-shop";
import { expect, test } from "./support/fixtures";
import { signIn, typeCredentials } from "./support/merchant-desk";
import { SCREEN } from "./support/pay-page";

test("what the merchant sees", async ({ page, api, phone, simulator, stack, pageWatch }) => {
  pageWatch.expectProblem(/answer 404: GET \/no-such-order|console: .*404/);
  await simulator.setSubscriber(phone.msisdn, { autoAnswer: "pay", answerAfterMs: 0 });
  const order = await api.createOrder({ amountKes: 170, title: "Accessible tea" });
  await api.startAttempt(order.id, phone.typed);
  await expect.poll(async () => (await api.getOrder(order.id)).status).toBe("paid");

  await page.goto("/login");
  await expectAccessible(page, "login");
  await typeCredentials(page, { ...stack.access, password: "wrong" });
  await expect(page.getByText("E-mail or password is not right.")).toBeVisible();
  await expectAccessible(page, "login with an error");
  await signIn(page, stack.access);
  for (const [width, height] of [
    [360, 740],
    [1280, 800],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.goto("/dashboard");
    for (const table of await page.getByText("Show as a table").all()) await table.click();
    await expectAccessible(page, `home at ${width}`);
    await page.goto("/dashboard/payments");
    await expectAccessible(page, `payments at ${width}`);
    await page.goto("/dashboard/orders");
    await expectAccessible(page, `orders at ${width}`);
    await page.goto(`/dashboard/orders/${order.id}`);
    for (const raw of await page.getByText("Raw body", { exact: true }).all()) await raw.click();
    await expectAccessible(page, `order at ${width}`);
  }
  await page.goto("/pay/unknown");
  await expectAccessible(page, "unknown order");
});

/** Presses Tab until `target` has the focus; fails when it cannot be reached. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 25; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  await expect(target).toBeFocused();
}

test("a payment with the keyboard alone", async ({ page, pay, phone, simulator }) => {
  const shop = new DemoShop(page);
  await shop.open();
  await tabTo(page, shop.addButton("Chai na mandazi"));
  await page.keyboard.press("Enter");
  await tabTo(page, shop.payButton);
  await page.keyboard.press("Enter");
  await pay.expectScreen(SCREEN.pay);
  await tabTo(page, pay.phoneField);
  await page.keyboard.type(phone.typed);
  await tabTo(page, pay.payButton);
  await page.keyboard.press("Space");
  await pay.expectScreen(SCREEN.waiting);
  await expect(pay.heading).toBeFocused();
  await expect(page.getByRole("status")).toHaveText(
    "The request is on your phone. You have about a minute to enter your M-PESA PIN there.",
  );

  const first = await simulator.openPrompt(phone.msisdn);
  await simulator.answer(first.checkoutRequestId, "cancel");
  await pay.expectScreen(SCREEN.cancelled);
  await expect(page.getByRole("status")).toContainText("The request was cancelled or timed out.");
  await tabTo(page, pay.phoneField);
  await page.keyboard.type(phone.typed);
  await page.keyboard.press("Enter");
  await pay.expectScreen(SCREEN.waiting);
  const second = await simulator.openPrompt(phone.msisdn);
  await simulator.answer(second.checkoutRequestId, "pay");
  await pay.expectScreen(SCREEN.paid);
  await expect(page.getByRole("status")).toHaveText(
    "Payment received. Duka la Mfano has received KES 120.",
  );
  await tabTo(page, page.getByRole("link", { name: "Show the receipt" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Payment receipt");
});
