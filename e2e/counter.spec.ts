import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/accessibility";
import { expect, test, type Phone } from "./support/fixtures";
import { signIn } from "./support/merchant-desk";

/** A cashier types an amount and a number and sends, by keyboard or by thumb. */
async function sell(page: Page, amount: string, phone: Phone): Promise<void> {
  await page.goto("/dashboard/counter");
  await expect(page.getByLabel("Amount in shillings")).toBeFocused();
  await page.keyboard.type(amount);
  await page.keyboard.press("Tab");
  await page.keyboard.type(phone.typed);
  await page.keyboard.press("Enter");
}

const result = (page: Page) => page.getByRole("heading", { level: 1 });
const SOON = { timeout: 15_000 };

test("at the counter: paid", async ({ page, phone, simulator, stack, pageWatch }) => {
  pageWatch.expectProblem(/answer 404: GET \/dashboard\/counter\/|console: .*404/);
  await signIn(page, stack.access);
  await sell(page, "0", phone);
  await expect(page.getByText("Please enter whole shillings")).toBeVisible();
  await sell(page, "1,350", phone);
  await expect(result(page)).toHaveText("Customer enters the PIN", SOON);
  await expect(page.getByText(/^Sent to 07\d\d/)).toBeVisible();
  await expectAccessible(page, "counter, waiting");
  await expect(page.getByRole("button", { name: /^Send/ })).toHaveCount(0);
  const prompt = await simulator.openPrompt(phone.msisdn);
  await simulator.answer(prompt.checkoutRequestId, "pay");
  await expect(result(page)).toHaveText("PAID", SOON);
  await expect(page.getByRole("status")).toContainText("KES 1,350");
  const [debit] = await simulator.ledger();
  await expect(page.getByText(`••••${debit?.receipt.slice(-4) ?? "none"}`)).toBeVisible();
  expect(await page.content()).not.toContain(debit?.receipt ?? "none");
  await expectAccessible(page, "counter, paid");

  // The form of before, sent once more from the page before, asks nobody again.
  await page.goBack();
  await page.goto("/dashboard/counter/ord_01m85e75n1e49rrdg0k649k9r0");
  await expect(result(page)).toHaveText("There is no such order");
  expect(await simulator.prompts()).toHaveLength(1);
});

test("at the counter: cancelled, and sent again to the same number", async ({
  page,
  phone,
  simulator,
  stack,
}) => {
  await signIn(page, stack.access);
  await sell(page, "60", phone);
  const first = await simulator.openPrompt(phone.msisdn);
  await simulator.answer(first.checkoutRequestId, "cancel");
  await expect(result(page)).toHaveText("Not paid", SOON);
  await expect(page.getByRole("status").first()).toContainText(
    "The request was cancelled, or its time ran out.",
  );
  await expectAccessible(page, "counter, failed");
  await page.getByRole("button", { name: /^Send again to 07/ }).click();
  await expect(result(page)).toHaveText("Customer enters the PIN", SOON);
  const second = await simulator.openPrompt(phone.msisdn);
  await simulator.answer(second.checkoutRequestId, "pay");
  await expect(result(page)).toHaveText("PAID", SOON);
  expect(await simulator.prompts()).toHaveLength(2);
});
