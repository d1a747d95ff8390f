import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/accessibility";
import { expect, test } from "./support/fixtures";

// A merchant of its own, who has nothing yet.
test.use({ ownStackOptions: { processes: 1, env: { SIGN_UP: "open" } } });

const NUMBER = "600717";
const PASS_KEY = "pass-key-of-600717";
const CONSUMER = { key: "app-of-600717", secret: "secret-of-600717" };

const step = (page: Page, name: string) =>
  page.getByRole("region", { name: "Check" }).getByRole("listitem").filter({ hasText: name });

async function typeSecrets(page: Page, secrets: { key: string; secret: string; passKey: string }) {
  await page.getByLabel("Consumer key").fill(secrets.key);
  await page.getByLabel("Consumer secret").fill(secrets.secret);
  await page.getByLabel("Pass key").fill(secrets.passKey);
}

async function signUp(page: Page): Promise<void> {
  await page.goto("/sign-up");
  await page.getByLabel("Name of the business").fill("Duka la Achieng");
  await page.getByLabel("Your name").fill("Achieng");
  await page.getByLabel("E-mail").fill("achieng@duka.example");
  await page.getByLabel("Password").fill("karibu-dukani-leo");
  await page.getByRole("button", { name: "Make the merchant" }).click();
}

test("a new merchant is led to a shortcode, checks it, pays a shilling, and reads what is wrong once it breaks", async ({
  page,
  browser,
  phone,
  simulator,
  stack,
}) => {
  await simulator.setShortcode(NUMBER, { passKey: PASS_KEY, type: "paybill", consumer: CONSUMER });
  await signUp(page);
  const steps = page.getByRole("region", { name: "Your first payment" });
  await expect(steps.getByRole("listitem")).toContainText([/to do/, /to do/, /to do/, /to do/]);
  await steps.getByRole("link", { name: "Add a shortcode" }).click();

  // A form that failed gives nothing secret back.
  await expectAccessible(page, "new shortcode");
  await page.getByLabel("Shortcode", { exact: true }).fill("12");
  await typeSecrets(page, { ...CONSUMER, passKey: PASS_KEY });
  await page.getByRole("button", { name: "Add it" }).click();
  await expect(page.getByText("It has 5 to 7 digits.")).toBeVisible();
  await expect(page.getByLabel("Shortcode", { exact: true })).toBeFocused();
  for (const secret of [CONSUMER.secret, PASS_KEY]) {
    expect(await page.content()).not.toContain(secret);
  }
  await page.getByLabel("Shortcode", { exact: true }).fill(NUMBER);
  await typeSecrets(page, { ...CONSUMER, passKey: PASS_KEY });
  await page.getByRole("button", { name: "Add it" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(`Paybill ${NUMBER}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Takes new orders");
  await expect(page.getByText("Simulator: no real money")).toBeVisible();

  await page.getByRole("button", { name: "Check now" }).click();
  await expect(step(page, "Consumer key and secret")).toContainText("Daraja gave a token");
  await expect(step(page, "Clock")).toContainText("Works");
  await expect(step(page, "Address for callbacks")).toContainText("it is this installation");

  const push = page.getByRole("region", { name: "Pay KES 1 yourself" });
  await push.getByLabel("Your phone number").fill(phone.typed);
  await push.getByRole("button", { name: "Send the prompt" }).click();
  await expect(push).toContainText("The prompt is on its way.");
  const prompt = await simulator.openPrompt(phone.msisdn);
  await simulator.answer(prompt.checkoutRequestId, "pay");
  await expect.poll(async () => (await simulator.deliveries()).at(-1)?.status).toBe(200);
  await push.getByRole("link", { name: "Refresh" }).click();
  await expect(push).toContainText("Paid, and the callback arrived.");
  expect(await simulator.ledger()).toMatchObject([{ businessShortCode: NUMBER, amountKes: 1 }]);
  await expectAccessible(page, "shortcode");
  const address = page.url();

  // The shilling of a check is no sale: an order is still to be made.
  await page.goto("/dashboard");
  await expect(steps.getByRole("listitem")).toContainText([/done/, /done/, /to do/, /to do/]);

  // Broken without scripts: the words are the page's, not the browser's.
  const context = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
  });
  const plain = await context.newPage();
  await plain.goto(address);
  await typeSecrets(plain, { key: CONSUMER.key, secret: "not-it", passKey: PASS_KEY });
  await plain.getByRole("button", { name: "Replace the credentials" }).click();
  await expect(plain.getByText("Check now whether they are right.")).toBeVisible();
  expect(await plain.content()).not.toContain("not-it");
  await plain.getByRole("button", { name: "Check now" }).click();
  await expect(step(plain, "Consumer key and secret")).toContainText(
    /Something is wrong.*Daraja refuses the consumer key or the secret/,
  );
  await context.close();

  await page.goto(`${stack.appUrl}/dashboard/settings/shortcodes`);
  const item = page.getByRole("listitem").filter({ hasText: NUMBER });
  await expect(item).toContainText("Something is wrong");
  await expect(item).toContainText(/Checked .* by Achieng/);
  await expect(item).toContainText("Daraja refuses the consumer key or the secret");
  await expectAccessible(page, "shortcodes");
});
