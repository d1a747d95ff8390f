import { readFile } from "node:fs/promises";
import { expectAccessible } from "./support/accessibility";
import { expect, test } from "./support/fixtures";
import { signIn } from "./support/merchant-desk";

test("an owner looks at a number, hands a customer their data and erases it, and the audit tells", async ({
  page,
  browser,
  openOtherBrowser,
  stack,
  api,
  phone,
  simulator,
  witness,
}) => {
  const order = await api.createOrder({ amountKes: 70, title: "Sukuma" });
  await api.startAttempt(order.id, phone.typed);
  const prompt = await simulator.openPrompt(phone.msisdn);
  await simulator.answer(prompt.checkoutRequestId, "pay");
  await expect.poll(async () => (await api.getOrder(order.id)).status).toBe("paid");
  const waiting = await api.createOrder({ amountKes: 30, title: "Mandazi" });
  await api.startAttempt(waiting.id, phone.typed);
  const customer = await openOtherBrowser();
  await customer.goto(`${stack.appUrl}/pay/${order.id}`);
  const subscriber = phone.msisdn.slice(3);
  const spaced = `0${subscriber.slice(0, 3)} ${subscriber.slice(3, 6)} ${subscriber.slice(6)}`;

  await signIn(page, stack.access);
  const requests: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(`/dashboard/orders/${order.id}`);
  expect((await page.content()).replaceAll(/\s/g, "")).not.toContain(subscriber);
  await page.getByRole("button", { name: "Show number" }).click();
  await expect(page.getByText(`The number is ${spaced}.`)).toBeVisible();
  await expectAccessible(page, "order with its number");
  // The same without scripts.
  const scriptless = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
    baseURL: stack.appUrl,
  });
  const plain = await scriptless.newPage();
  await plain.goto(`/dashboard/orders/${order.id}`);
  await plain.getByRole("button", { name: "Show number" }).click();
  await expect(plain.getByText(`The number is ${spaced}.`)).toBeVisible();

  await page.goto("/dashboard/settings/privacy");
  const section = page.getByRole("region", { name: "One customer’s data" });
  await section.getByLabel("Phone number").fill(phone.typed);
  await section.getByRole("button", { name: "Look up" }).click();
  await expect(section.getByText("You hold of this number:")).toBeVisible();
  await expect(section.getByText("One attempt is still in use")).toBeVisible();
  await expectAccessible(page, "privacy");
  const downloading = page.waitForEvent("download");
  await section.getByRole("button", { name: "Download all of it" }).click();
  const text = await readFile(await (await downloading).path(), "utf8");
  const [debit] = await simulator.ledger();
  expect(JSON.parse(text)).toMatchObject({
    phoneNumber: spaced,
    payments: [{ orderId: order.id, receipt: debit?.receipt }],
  });
  await section.getByLabel("Yes, erase this customer’s data").check();
  await section.getByRole("button", { name: "Erase for ever" }).click();
  await expect(page.getByText("One attempt was erased.")).toBeVisible();
  await expect(page.getByText("One attempt is still in use. Erase again")).toBeVisible();

  // The other attempt ends, and the rest is erased without scripts.
  const second = await simulator.openPrompt(phone.msisdn);
  await simulator.answer(second.checkoutRequestId, "pay");
  await expect.poll(async () => (await api.getOrder(waiting.id)).status).toBe("paid");
  await plain.goto("/dashboard/settings/privacy");
  await plain.getByLabel("Phone number").fill(phone.typed);
  await plain.getByRole("button", { name: "Look up" }).click();
  await plain.getByLabel("Yes, erase this customer’s data").check();
  await plain.getByRole("button", { name: "Erase for ever" }).click();
  await expect(plain.getByText("One attempt was erased.")).toBeVisible();
  await plain.getByLabel("Months").fill("2");
  await plain.getByRole("button", { name: "Save" }).click();
  await expect(plain.getByRole("main").getByRole("alert")).toContainText("from 3 to 120");
  await scriptless.close();

  await page.goto(`/dashboard/orders/${order.id}`);
  const attempts = page.getByRole("region", { name: "Attempts" });
  await expect(attempts.getByText("erased")).toBeVisible();
  await expect(attempts.getByRole("button", { name: "Show number" })).toHaveCount(0);
  await expect(page.getByRole("region", { name: "Money received" })).toContainText("70");
  await customer.reload();
  await expect(customer.getByRole("heading", { level: 1 })).toHaveText("Payment received");
  expect(requests.filter((url) => url.includes(subscriber))).toEqual([]);
  const [found] = await witness.sql<{ count: number }[]>`
    select count(*)::int as count from attempts a left join evidence e on e.attempt_id = a.id
    where (a::text || coalesce(e::text, '')) like ${`%${subscriber}%`}`;
  expect(found?.count).toBe(0);

  await page.goto("/dashboard/settings/audit");
  const entries = page.getByRole("list", { name: "Audit" }).getByRole("listitem");
  await expect(entries.first()).toContainText("A customer’s data erased");
  await expect(entries.filter({ hasText: "Phone number shown" })).not.toHaveCount(0);
  expect(await page.content()).not.toContain(subscriber);
  await expectAccessible(page, "audit");
  await page.getByLabel("What").selectOption("number_shown");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(page).toHaveURL(/action=number_shown/);
  await expect(entries.first()).toContainText("Phone number shown");
  await expect(entries.first().getByRole("link", { name: order.id })).toBeVisible();
});
