import { expectAccessible } from "./support/accessibility";
import { fail } from "./support/fail-attempt";
import { expect, test } from "./support/fixtures";
import { signIn } from "./support/merchant-desk";

// A merchant of its own, for whom nothing waits yet.
test.use({ ownStackOptions: { processes: 1 } });

test("two amounts that do not fit go from the list to closed: one is counted, one is given back", async ({
  page,
  browser,
  pay,
  api,
  newPhone,
  simulator,
  stack,
}) => {
  const needs = () => page.goto(`${stack.appUrl}/dashboard/needs`);
  await signIn(page, stack.access);
  await needs();
  await expect(page.getByText("Nothing waits for you.")).toBeVisible();

  await simulator.setFaults({ callback: { wrongAmount: 1 } });
  const orders = [];
  for (const title of ["Charcoal", "Maize"]) {
    const { typed, msisdn } = newPhone();
    const order = await api.createOrder({ amountKes: 900, title });
    await api.startAttempt(order.id, typed);
    const prompt = await simulator.openPrompt(msisdn);
    await simulator.answer(prompt.checkoutRequestId, "pay");
    await expect.poll(async () => (await api.getOrder(order.id)).flags).toEqual(["needs_review"]);
    orders.push(order);
  }
  await simulator.setFaults({});
  const [charcoal, maize] = orders;
  if (!charcoal || !maize) throw new Error("no orders");

  await needs();
  const rows = page.getByRole("list", { name: "Needs a person" }).locator("> li");
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText("Charcoal");
  await expect(rows.first()).toContainText("KES 899 came, KES 900 was asked for.");
  await expect(page.getByRole("link", { name: "To do" })).toContainText("2 to look at");
  await expectAccessible(page, "needs");

  // Without scripts: what came counts, and the missing shilling is given up.
  const state = await page.context().storageState();
  const plain = await browser.newContext({ javaScriptEnabled: false, storageState: state });
  const desk = await plain.newPage();
  await desk.goto(`${stack.appUrl}/dashboard/needs`);
  await desk.getByRole("link", { name: "Look at it" }).first().click();
  const stale = await plain.newPage();
  await stale.goto(`${stack.appUrl}/dashboard/orders/${charcoal.id}`);
  const decide = async (at: typeof page, title: string, fields: Record<string, string>) => {
    const form = at.locator("details").filter({ has: at.getByText(title, { exact: true }) });
    await form.getByText(title, { exact: true }).click();
    for (const [label, value] of Object.entries(fields)) {
      await form.getByLabel(label).fill(value);
    }
    await form.getByRole("button", { name: "Decide so" }).click();
  };
  await decide(desk, "Count what came: KES 899", { Reason: "Agreed at the counter" });
  await expect(desk.getByText("Decided. It is written down below.")).toBeVisible();
  await expect(desk.getByRole("region", { name: "Timeline" })).toContainText(
    "“Agreed at the counter”",
  );
  await decide(desk, "Give it up", { Reason: "One shilling" });
  await expect(desk.getByText("Decided. It is written down below.")).toBeVisible();
  await expect(desk.getByRole("region", { name: "Needs a person" })).toHaveCount(0);
  expect(await api.getOrder(charcoal.id)).toMatchObject({
    status: "underpaid",
    paidKes: 899,
    flags: [],
  });

  // Another page that had stayed open, which nothing brings up to date without scripts, learns what changed meanwhile.
  await decide(stale, "Count what came: KES 899", { Reason: "Me, too" });
  const changed = stale.getByRole("alert").filter({ hasText: "nothing was decided" });
  await expect(changed).toContainText("Amount accepted by hand");
  await plain.close();

  await needs();
  await expect(rows).toHaveCount(1);
  await rows.first().getByRole("link", { name: "Maize" }).click();
  await decide(page, "Mark KES 899 as given back", {
    "M-PESA receipt of the refund": "tku 1rv8znq",
    Reason: "The customer wanted it back",
  });
  await expect(page.getByText("Decided. It is written down below.")).toBeVisible();
  await expect(page.getByRole("region", { name: "Timeline" })).toContainText("TKU1RV8ZNQ");
  await expectAccessible(page, "order");
  await needs();
  await expect(page.getByText("Nothing waits for you.")).toBeVisible();

  // The customer starts again, and pays what was asked for.
  const { typed, msisdn } = newPhone();
  await pay.open(maize.id);
  await pay.pay(typed);
  const prompt = await simulator.openPrompt(msisdn);
  await simulator.answer(prompt.checkoutRequestId, "pay");
  await expect.poll(async () => (await api.getOrder(maize.id)).status).toBe("paid");
});

test("money that only the statement shows is recorded by hand, once, with a proof", async ({
  page,
  api,
  phone,
  simulator,
  stack,
}) => {
  const order = await fail({ api, simulator }, phone, 1037);
  // It was paid all the same, and the result of that is lost.
  await simulator.setFaults({ callback: { drop: 1 } });
  const prompt = await simulator.openPrompt(phone.msisdn);
  await simulator.answer(prompt.checkoutRequestId, "pay");
  await expect.poll(async () => (await simulator.ledger()).length).toBe(1);
  await simulator.setFaults({});
  const [debit] = await simulator.ledger();
  const receipt = debit?.receipt ?? "none";
  await signIn(page, stack.access);
  await page.goto(`${stack.appUrl}/dashboard/orders/${order.id}`);
  const form = page.locator("details").filter({ hasText: "Record a payment by hand" });
  await form.getByText("Record a payment by hand").click();
  await form.getByLabel("Amount in KES").fill("1,250");
  await form.getByLabel("M-PESA receipt").fill(receipt.toLowerCase());
  await form.getByLabel("Reason").fill("Seen in the statement");
  await form.getByLabel("Your password").fill("not the password");
  await form.getByRole("button", { name: "Decide so" }).click();
  await expect(form.getByRole("alert")).toContainText("This password is not right.");
  expect(await api.getOrder(order.id)).toMatchObject({ paidKes: 0 });
  await form.getByLabel("Your password").fill(stack.access.password);
  await form.getByRole("button", { name: "Decide so" }).click();
  await expect(page.getByText("Decided. It is written down below.")).toBeVisible();
  const money = page.getByRole("region", { name: "Money received" });
  await expect(money).toContainText(receipt);
  await expect(money).toContainText("by hand");
  const paid = { status: "paid", paidKes: 1_250, flags: [] };
  expect(await api.getOrder(order.id)).toMatchObject(paid);

  // The lost result arrives after all: it is the same money.
  await simulator.deliver(prompt.checkoutRequestId);
  await page.reload();
  await expect(page.getByRole("region", { name: "Timeline" })).toContainText(
    /Payment recorded by hand.*Result received from M-PESA/s,
  );
  await expect(money.getByRole("listitem")).toHaveCount(1);
  expect(await api.getOrder(order.id)).toMatchObject(paid);
});
