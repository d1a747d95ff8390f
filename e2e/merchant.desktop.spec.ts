import { expect, test } from "./support/fixtures";
import { signIn, typeCredentials } from "./support/merchant-desk";
import { spaced } from "./support/handset";

// A merchant of its own, who has nothing yet.
test.use({ ownStackOptions: { processes: 1 } });

/** Safaricom's public sandbox pass key, which the demo merchant was seeded with. */
const PASS_KEY = "bfb279f9aa9bdbcf158e97dd71a467cd2e0c893059b10f78e6b72ada1ed2c919";
const PAGE_ROWS = 25;

test("a merchant without orders is told where they will come from", async ({ page, stack }) => {
  await signIn(page, stack.access);
  const steps = page.getByRole("region", { name: "Your first payment" });
  await expect(steps.getByRole("listitem")).toContainText([/done/, /to do/, /to do/, /to do/]);
  await expect(steps.getByRole("link", { name: "Make a payment link" })).toBeVisible();
  await page.getByRole("link", { name: "Orders", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Orders");
  await expect(page.getByRole("main")).toContainText(
    "No orders yet. They come from your own server, or from the demo shop.",
  );
});

test("a paid order with all that happened, and nothing that must stay secret", async ({
  page,
  api,
  phone,
  simulator,
  stack,
}) => {
  const order = await api.createOrder({ amountKes: 1_250, title: "Maize", reference: "INV-7" });
  await api.startAttempt(order.id, phone.typed);
  const prompt = await simulator.openPrompt(phone.msisdn);
  await simulator.answer(prompt.checkoutRequestId, "pay");
  await expect.poll(async () => (await api.getOrder(order.id)).status).toBe("paid");
  const [debit] = await simulator.ledger();
  const receipt = debit?.receipt ?? "none";

  await signIn(page, stack.access);
  const row = page.getByRole("row").filter({ hasText: "Maize" });
  await expect(row).toContainText(["Paid"]);
  await expect(row).toContainText([receipt]);
  await expect(row).toContainText(["KES 1,250"]);
  await row.getByRole("link", { name: "Maize" }).click();

  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Maize");
  const facts = page.getByRole("region", { name: "Facts" });
  for (const fact of ["KES 1,250", order.accountReference, "INV-7", order.id]) {
    await expect(facts).toContainText(fact);
  }
  const money = page.getByRole("region", { name: "Money received" });
  await expect(money).toContainText(receipt);
  await expect(money).toContainText("Counted");
  const told = page.getByRole("region", { name: "Timeline" }).getByRole("listitem");
  await expect(told).toContainText([
    "Order created: KES 1,250",
    "Attempt started",
    "M-PESA accepted the request",
    "Result received from M-PESA",
    "Payment received: KES 1,250",
    "Order paid",
  ]);

  const evidence = page.getByRole("region", { name: "Raw evidence" });
  const entries = evidence.getByRole("listitem");
  await expect(entries).toContainText([
    "Answer to the request: accepted",
    "Result from M-PESA: success",
  ]);
  for (const raw of await evidence.getByText("Raw body", { exact: true }).all()) await raw.click();
  await expect(evidence.getByText('"MpesaReceiptNumber"')).toBeVisible();
  const [delivery] = await simulator.deliveries();
  const token = delivery?.url.split("/").at(-1) ?? "none";
  expect(token.length).toBeGreaterThan(40);
  const source = await page.content();
  for (const secret of [
    phone.msisdn,
    phone.msisdn.slice(3),
    spaced(phone),
    prompt.checkoutRequestId,
    token,
    PASS_KEY,
    stack.access.apiKey,
  ]) {
    expect(source).not.toContain(secret);
  }
});

test("failures are named, the newest comes first, and filters and pages lead through the list", async ({
  page,
  api,
  newPhone,
  simulator,
  stack,
}) => {
  const first = { ...newPhone(), title: "Cancelled basket", answer: "cancel" } as const;
  const second = { ...newPhone(), title: "Paid basket", answer: "pay" } as const;
  for (const { typed, msisdn, title, answer } of [first, second]) {
    const order = await api.createOrder({ amountKes: 60, title });
    await api.startAttempt(order.id, typed);
    const prompt = await simulator.openPrompt(msisdn);
    await simulator.answer(prompt.checkoutRequestId, answer);
    await expect
      .poll(async () => (await api.getOrder(order.id)).attempts.map(({ outcome }) => outcome))
      .toEqual([answer === "pay" ? "succeeded" : "failed"]);
  }
  await signIn(page, stack.access);
  const rows = page.getByRole("table", { name: "Payments" }).getByRole("row");
  await expect(rows.nth(1)).toContainText("Paid basket");
  await expect(rows.nth(2)).toContainText("Cancelled basket");
  await expect(rows.nth(2)).toContainText("cancelled or timed out");
  await page
    .getByRole("navigation", { name: "Show" })
    .getByRole("link", { name: "Failed" })
    .click();
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(1)).toContainText("Cancelled basket");

  for (let number = 1; number <= PAGE_ROWS + 5; number += 1) {
    await api.createOrder({ amountKes: number, title: `Order number ${number}` });
  }
  await page.getByRole("link", { name: "Orders", exact: true }).click();
  const orders = page.getByRole("table", { name: "Orders" }).getByRole("row");
  await expect(orders).toHaveCount(PAGE_ROWS + 1);
  await expect(orders.nth(1)).toContainText("Order number 30");
  await expect(page.getByRole("link", { name: "Newer" })).toHaveCount(0);
  await page.getByRole("link", { name: "Older" }).click();
  await expect(orders.nth(1)).toContainText("Order number 5");
  await page.getByRole("link", { name: "Newer" }).click();
  await expect(orders.nth(1)).toContainText("Order number 30");
});

test("signing in: wrong password, the page asked for before, and the way out", async ({
  page,
  context,
  api,
  stack,
}) => {
  const order = await api.createOrder({ amountKes: 45, title: "Behind the door" });
  await page.goto(`/dashboard/orders/${order.id}`);
  await expect(page).toHaveURL(/\/login\?next=/);
  await typeCredentials(page, { ...stack.access, password: "not the password" });
  await expect(page.getByRole("alert").filter({ hasText: "E-mail" })).toHaveText(
    "E-mail or password is not right.",
  );
  await expect(page.getByLabel("E-mail")).toHaveValue(stack.access.email);
  await expect(page.getByLabel("Password")).toHaveValue("");
  await typeCredentials(page, stack.access);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Behind the door");
  const session = (await context.cookies()).filter(({ name }) => name.includes("session"));
  expect(session.map(({ httpOnly }) => httpOnly)).toContain(true);

  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign in");
  for (const path of ["/dashboard", "/dashboard/orders", `/dashboard/orders/${order.id}`]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign in");
  }
  // The cookie of before is worth nothing any more.
  await context.addCookies(session);
  await page.goto("/dashboard");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign in");
});

test("an address behind the sign-in cannot lead away from this server", async ({ page, stack }) => {
  await page.goto("/login?next=https%3A%2F%2Fevil.example%2F");
  await typeCredentials(page, stack.access);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Home");
  expect(new URL(page.url()).origin).toBe(stack.appUrl);
});

test("an order that is not this merchant's", async ({ page, stack, pageWatch }) => {
  pageWatch.expectProblem(/answer 404: GET \/dashboard\/orders\/|console: .*404/);
  await signIn(page, stack.access);
  for (const id of ["nonsense", "ord_01m85e75n1e49rrdg0k649k9r0"]) {
    await page.goto(`/dashboard/orders/${id}`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is no such order");
  }
});
