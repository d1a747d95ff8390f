import { createHmac } from "node:crypto";
import { test as base, expect } from "./support/fixtures";
import { SCREEN } from "./support/pay-page";
import { documentedCheck, ReturnShop } from "./support/return-shop";

const test = base.extend<{ shop: ReturnShop }>({
  shop: async ({}, provide) => {
    const shop = await ReturnShop.open();
    await provide(shop);
    await shop.close();
  },
});

const BACK = "Back to Duka la Mfano";

test("the shop can tell a customer who paid from one who says so", async ({
  page,
  pay,
  api,
  phone,
  simulator,
  stack,
  shop,
}) => {
  const answer = await api.call("GET", "/api/v1/signing-secret");
  expect(answer).toMatchObject({
    status: 200,
    body: { signingSecret: stack.access.signingSecret },
  });
  expect(answer.headers.get("cache-control")).toBe("no-store");
  const stranger = await fetch(`${stack.appUrl}/api/v1/signing-secret`);
  expect(stranger.status).toBe(401);
  const secret = stack.access.signingSecret;

  const order = await api.createOrder({
    amountKes: 820,
    successUrl: `${shop.url}/thanks?order=a%20b+c&malipo_order=ord_old#top`,
    cancelUrl: `${shop.url}/basket?kept=1`,
  });
  await pay.open(order.id);
  await expect(page.getByRole("link", { name: BACK })).toHaveAttribute(
    "href",
    `${shop.url}/basket?kept=1`,
  );
  await pay.pay(phone.typed);
  await pay.expectScreen(SCREEN.waiting);
  // Money may be under way: nothing leads away from here, and nobody knows a signature yet.
  await expect(page.getByRole("link", { name: BACK })).toHaveCount(0);
  await page.reload();
  await pay.expectScreen(SCREEN.waiting);
  const source = await page.content();
  expect(source).not.toContain("malipo_signature");
  expect(source).not.toContain("/basket");

  const prompt = await simulator.openPrompt(phone.msisdn);
  await simulator.answer(prompt.checkoutRequestId, "pay");
  await pay.expectScreen(SCREEN.paid);
  const back = page.getByRole("link", { name: BACK });
  await expect(back).toHaveAttribute("href", /malipo_signature=/);
  // It waits for the customer: nothing is redirected.
  expect(shop.visits).toEqual([]);
  await back.click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Thank you");
  expect(new URL(page.url()).hash).toBe("#top");
  const [visit = "none"] = shop.visits;
  expect(shop.visits).toHaveLength(1);
  expect(visit).toMatch(/^\/thanks\?order=a%20b\+c&malipo_order=ord_/);
  expect(visit).not.toContain("ord_old");

  const address = `${shop.url}${visit}`;
  const isGenuine = await documentedCheck();
  expect(isGenuine(address, secret)).toBe(true);
  const query = new URL(address).searchParams;
  expect(query.get("malipo_order")).toBe(order.id);
  expect(query.get("malipo_status")).toBe("paid");
  expect(query.get("malipo_paid")).toBe("820");
  const ageSeconds = Date.now() / 1000 - Number(query.get("malipo_time"));
  expect(Math.abs(ageSeconds)).toBeLessThan(120);
  const text = `v1.${order.id}.paid.820.${query.get("malipo_time") ?? ""}`;
  expect(query.get("malipo_signature")).toBe(
    createHmac("sha256", secret).update(text).digest("hex"),
  );

  for (const [name, value] of [
    ["malipo_order", "ord_01h455vb4pex5vsknk084sn02q"],
    ["malipo_status", "overpaid"],
    ["malipo_paid", "821"],
    ["malipo_time", "1"],
    ["malipo_signature", "00".repeat(32)],
    ["malipo_signature", ""],
  ] as const) {
    const altered = new URL(address);
    altered.searchParams.set(name, value);
    expect(isGenuine(altered.href, secret), `${name}=${value}`).toBe(false);
  }
  expect(isGenuine(address, "ss_of_another_merchant")).toBe(false);
  expect(isGenuine(shop.url, secret)).toBe(false);
});

test("back without paying: before, after a failure and when it is over, not while nobody knows", async ({
  page,
  pay,
  api,
  newPhone,
  simulator,
  letTimePass,
  shop,
}) => {
  const order = await api.createOrder({ amountKes: 830, cancelUrl: `${shop.url}/basket` });
  const back = page.getByRole("link", { name: BACK });
  const first = newPhone();
  await pay.open(order.id);
  await pay.pay(first.typed);
  await pay.expectScreen(SCREEN.waiting);
  const prompt = await simulator.openPrompt(first.msisdn);
  await simulator.answer(prompt.checkoutRequestId, "cancel");
  await pay.expectScreen(SCREEN.cancelled);
  await expect(back).toHaveAttribute("href", `${shop.url}/basket`);

  await simulator.setFaults({ push: { loseResponse: 1 } });
  await pay.pay(newPhone().typed);
  await pay.expectScreen(SCREEN.checking);
  await expect(back).toHaveCount(0);
  await pay.expectText("You can also close it and come back to the same address later.");
  await letTimePass(order.id, 301);
  await pay.expectScreen(SCREEN.unresolved);
  await page.reload();
  await pay.expectScreen(SCREEN.unresolved);
  await expect(back).toHaveCount(0);

  const cancelled = await api.createOrder({ amountKes: 831, cancelUrl: `${shop.url}/basket` });
  await api.cancelOrder(cancelled.id);
  await pay.open(cancelled.id);
  await pay.expectScreen(SCREEN.orderCancelled);
  await back.click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Thank you");
  expect(shop.visits).toEqual(["/basket"]);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("both ways back are plain links", async ({
    page,
    pay,
    api,
    phone,
    simulator,
    stack,
    shop,
    pageWatch,
  }) => {
    pageWatch.expectProblem(/^request failed: GET \/_next\/static\/chunks\/\S+ csp$/);
    const order = await api.createOrder({
      amountKes: 840,
      successUrl: `${shop.url}/thanks`,
      cancelUrl: `${shop.url}/basket`,
    });
    await pay.open(order.id);
    await expect(page.getByRole("link", { name: BACK })).toHaveAttribute("href", /\/basket$/);
    await pay.pay(phone.typed);
    await pay.expectScreen(SCREEN.waiting);
    await expect(page.getByRole("link", { name: BACK })).toHaveCount(0);
    const prompt = await simulator.openPrompt(phone.msisdn);
    await simulator.answer(prompt.checkoutRequestId, "pay");
    await pay.expectScreen(SCREEN.paid);
    await page.getByRole("link", { name: BACK }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Thank you");
    const isGenuine = await documentedCheck();
    expect(isGenuine(page.url(), stack.access.signingSecret)).toBe(true);
  });
});
