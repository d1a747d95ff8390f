import type { Page } from "@playwright/test";
import type { MerchantApi } from "./support/api";
import { expect, test } from "./support/fixtures";
import { SCREEN } from "./support/pay-page";

for (const nonsense of ["hello 123", "0712 345 67", "+1 555 010 9999", "0812345678"]) {
  test(`"${nonsense}" as a phone number: the page says so and sends nothing`, async ({
    page,
    pay,
    api,
    simulator,
  }) => {
    const order = await api.createOrder({ amountKes: 100 });
    await pay.open(order.id);
    await pay.pay(nonsense);
    await expect(page.getByRole("alert").filter({ hasText: "Kenyan" })).toHaveText(
      "This is not a Kenyan mobile number. Write it like 0712 345 678 or 0110 345 678.",
    );
    await expect(pay.phoneField).toHaveValue(nonsense);
    await expect(pay.phoneField).toBeFocused();
    await expect(pay.phoneField).toHaveAttribute("aria-invalid", "true");
    await expect(pay.phoneField).toHaveAccessibleDescription(/not a Kenyan mobile number/);
    expect(await simulator.prompts()).toEqual([]);
    expect((await api.getOrder(order.id)).attempts).toEqual([]);
  });
}

test("an empty phone number is not sent", async ({ page, pay, api }) => {
  const order = await api.createOrder({ amountKes: 100 });
  await pay.open(order.id);
  const posts: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST") posts.push(request.url());
  });
  await pay.payButton.click();
  await expect(pay.phoneField).toBeFocused();
  expect(await pay.phoneField.evaluate((field) => field.matches(":invalid"))).toBe(true);
  expect(posts).toEqual([]);
});

test("an order that nobody knows, or an address cut short: a friendly page", async ({
  page,
  pay,
  api,
  pageWatch,
}) => {
  pageWatch.expectProblem(/answer 404: GET \/no-such-order|console: .*404/);
  const { id } = await api.createOrder({ amountKes: 100 });
  const unknown = `${id.slice(0, -3)}000`;
  for (const address of [`/pay/${unknown}`, `/pay/${id.slice(0, -1)}`, "/pay/nonsense"]) {
    const answer = await page.goto(address);
    expect(answer?.status(), address).toBe(404);
    await pay.expectScreen(SCREEN.unknownOrder);
    await pay.expectText(
      "Nothing has been charged by opening this page. If you paid already, keep the SMS from M-PESA and show it to the shop.",
    );
    await pay.expectNoForm();
  }
});

test("an order whose time is over", async ({ page, pay, api, letTimePass }) => {
  const order = await api.createOrder({ amountKes: 100, expiresInSeconds: 60 });
  await pay.open(order.id);
  await pay.expectScreen(SCREEN.pay);
  await letTimePass(order.id, 61);
  // The page that was open finds out by itself; a new one says so at once.
  await pay.expectScreen(SCREEN.orderExpired);
  await pay.expectNoForm();
  await page.reload();
  await pay.expectScreen(SCREEN.orderExpired);
  await pay.expectText(
    "No. Nothing was charged as far as we know, and no request can be sent any more.",
    "Ask Duka la Mfano for a new payment link.",
    order.accountReference,
  );
  await pay.expectNoForm();
});

/** The page hears no news of an order: its form still stands there when things have moved on. */
async function keepFromNews(page: Page, api: MerchantApi, orderId: string): Promise<void> {
  const before = await api.status(orderId);
  await page.route("**/api/orders/*/status*", (route) => route.fulfill({ json: before }));
}

test("an order that the shop cancels while the form is open", async ({
  page,
  pay,
  api,
  phone,
  simulator,
}) => {
  const order = await api.createOrder({ amountKes: 100 });
  await keepFromNews(page, api, order.id);
  await pay.open(order.id);
  await pay.phoneField.fill(phone.typed);
  await api.cancelOrder(order.id);
  await pay.payButton.click();
  await pay.expectScreen(SCREEN.orderCancelled);
  await pay.expectText("No. Nothing was charged as far as we know.", "There is nothing to pay.");
  await pay.expectNoForm();
  expect(await simulator.prompts()).toEqual([]);
});

test("an order that is paid already", async ({ page, pay, api, phone, simulator }) => {
  const order = await api.createOrder({ amountKes: 100 });
  await keepFromNews(page, api, order.id);
  await pay.open(order.id);
  await pay.phoneField.fill(phone.typed);
  await simulator.setSubscriber(phone.msisdn, { autoAnswer: "pay", answerAfterMs: 0 });
  await api.startAttempt(order.id, phone.typed);
  await expect.poll(async () => (await api.getOrder(order.id)).status).toBe("paid");
  await pay.payButton.click();
  await pay.expectScreen(SCREEN.paid);
  await pay.expectNoForm();
  await page.reload();
  await pay.expectScreen(SCREEN.paid);
  await pay.expectNoForm();
  expect(await simulator.prompts()).toHaveLength(1);
});

test("a title of markup is shown as text", async ({ page, api, pay }) => {
  const title = `<img src=x onerror="alert(1)"><b>Chai</b> & <script>alert(2)</script>`;
  const order = await api.createOrder({ amountKes: 100, title });
  const dialogs: string[] = [];
  page.on("dialog", (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await pay.open(order.id);
  await expect(page.getByRole("region", { name: "Your order" })).toContainText(title);
  await expect(page.getByRole("img", { name: "x" })).toHaveCount(0);
  await expect(page.locator('main b, main script, main img:not([src^="data:"])')).toHaveCount(0);
  expect(dialogs).toEqual([]);
});

test("a double click asks the phone once", async ({ pay, api, phone, simulator }) => {
  const order = await api.createOrder({ amountKes: 100 });
  await pay.open(order.id);
  await pay.phoneField.fill(phone.typed);
  await pay.payButton.dblclick();
  await pay.expectScreen(SCREEN.waiting);
  expect(await simulator.prompts()).toHaveLength(1);
  expect((await api.getOrder(order.id)).attempts).toHaveLength(1);
});

test("the shop's own amount: wrong ones are named, a right one goes to payment", async ({
  page,
  pay,
}) => {
  await page.goto("/");
  const amount = page.getByLabel("Amount in KES");
  const button = page.getByRole("button", { name: "Go to payment" });
  for (const wrong of ["0", "-5", "10.50", "250001", "1e3", "lots"]) {
    await amount.fill(wrong);
    await page.getByLabel("What for").fill("Lunch");
    await button.click();
    await expect(
      page.getByText("Enter a whole amount from 1 to 250,000, without cents."),
    ).toBeVisible();
    await expect(amount).toHaveValue(wrong);
    await expect(amount).toBeFocused();
  }
  await amount.fill("1,250");
  await button.click();
  await pay.expectScreen(SCREEN.pay);
  await expect(page.getByRole("region", { name: "Your order" })).toContainText("KES 1,250");
});
