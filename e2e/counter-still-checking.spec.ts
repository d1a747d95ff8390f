import { expect, test } from "./support/fixtures";
import { signIn } from "./support/merchant-desk";

test.use({ javaScriptEnabled: false });

test("at the counter without JavaScript: still checking asks nobody again, and then it is paid", async ({
  page,
  phone,
  simulator,
  stack,
  witness,
  letTimePass,
  pageWatch,
}) => {
  pageWatch.expectProblem(/^request failed: GET \/_next\/static\/chunks\/\S+ csp$/);
  await simulator.setFaults({ push: { loseResponse: 1 } });
  await signIn(page, stack.access);
  await page.goto("/dashboard/counter");
  await page.getByLabel("Amount in shillings").fill("75");
  await page.getByLabel("Customer’s M-PESA number").fill(phone.typed);
  await page.getByRole("button", { name: "Send the request" }).click();
  const heading = page.getByRole("heading", { level: 1 });
  await expect(heading).toHaveText("Still checking", { timeout: 15_000 });
  await expect(page.getByRole("status")).toContainText("Do not ask again");
  await expect(page.getByRole("button", { name: /^Send/ })).toHaveCount(0);
  await expect(page.locator("noscript p")).toBeVisible();

  const orderId = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  await letTimePass(orderId, 301);
  await expect(page.getByRole("status")).toContainText("M-PESA has not told us yet", {
    timeout: 15_000,
  });
  await expect(page.getByRole("button", { name: /^Send/ })).toHaveCount(0);
  const prompt = await simulator.openPrompt(phone.msisdn);
  await simulator.answer(prompt.checkoutRequestId, "pay");
  await expect(heading).toHaveText("PAID", { timeout: 15_000 });
  expect((await witness.order(orderId)).status).toBe("paid");
  expect(await simulator.prompts()).toHaveLength(1);
});
