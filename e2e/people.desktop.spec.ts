import { expectAccessible } from "./support/accessibility";
import { codeFromApp } from "./support/authenticator";
import { expect, test } from "./support/fixtures";
import { signIn, typeCredentials } from "./support/merchant-desk";
import { invite, join, newPerson } from "./support/settings-desk";

test("a cashier is invited by link, comes in without scripts, and sees what a cashier may", async ({
  page,
  browser,
  stack,
  api,
  phone,
  simulator,
  pageWatch,
}) => {
  pageWatch.expectProblem(/answer 404: GET \/dashboard\/settings\/|console: .*404/);
  const order = await api.createOrder({ amountKes: 70, title: "Sukuma" });
  await api.startAttempt(order.id, phone.typed);
  const prompt = await simulator.openPrompt(phone.msisdn);
  await simulator.answer(prompt.checkoutRequestId, "pay");
  await expect.poll(async () => (await api.getOrder(order.id)).status).toBe("paid");
  const [debit] = await simulator.ledger();

  await signIn(page, stack.access);
  const link = await invite(page, "Akinyi at the till", "cashier");
  const person = newPerson("Akinyi");
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: stack.appUrl });
  const theirs = await context.newPage();
  await theirs.goto(link);
  await theirs.getByLabel("Password").fill("short");
  const password = await join(theirs, link, person);
  await theirs.goto(`/dashboard/orders/${order.id}`);
  await expect(theirs.getByRole("region", { name: "Money received" })).toContainText(
    debit?.receipt ?? "none",
  );
  await expect(theirs.getByRole("region", { name: "Raw evidence" })).toHaveCount(0);
  expect(await theirs.content()).not.toContain(phone.msisdn.slice(3));
  await theirs.goto("/dashboard/settings/account");
  await expect(theirs.getByRole("navigation", { name: "Settings" }).getByRole("link")).toHaveText([
    "Your account",
  ]);
  for (const path of ["people", "keys"]) {
    const answer = await theirs.goto(`/dashboard/settings/${path}`);
    expect(answer?.status()).toBe(404);
  }
  await theirs.goto(link);
  await expect(theirs.getByRole("heading", { level: 1 })).toHaveText("This link does not work");

  await page.goto("/dashboard/settings/people");
  await expectAccessible(page, "people");
  const member = page.getByRole("listitem").filter({ hasText: person.email });
  await member.getByText(`Change ${person.name}`).click();
  await member.getByLabel("Role").selectOption("viewer");
  await member.getByRole("button", { name: "Change the role" }).click();
  await expect(member.getByText("Changed.")).toBeVisible();
  await theirs.goto(`/dashboard/orders/${order.id}`);
  const money = theirs.getByRole("region", { name: "Money received" });
  await expect(money).toContainText(`••••${debit?.receipt.slice(-4) ?? "none"}`);
  expect(await theirs.content()).not.toContain(debit?.receipt ?? "none");

  await member.getByRole("button", { name: "Remove" }).click();
  await expect(member).toHaveCount(0);
  await theirs.goto("/dashboard/payments");
  await expect(theirs.getByRole("heading", { level: 1 })).toHaveText("Sign in");
  await typeCredentials(theirs, { email: person.email, password });
  await expect(theirs.getByRole("heading", { level: 1 })).toHaveText("Sign in");
  await context.close();

  const self = page.getByRole("listitem").filter({ hasText: stack.access.email });
  await self.getByText("Change ", { exact: false }).first().click();
  await self.getByRole("button", { name: "Remove" }).click();
  await expect(self.getByRole("alert")).toContainText("This is the last owner.");
});

test("an admin turns codes from an app on, and signs in with one, or with one from paper", async ({
  page,
  openOtherBrowser,
  stack,
}) => {
  await signIn(page, stack.access);
  const link = await invite(page, "Baraka", "admin");
  const person = newPerson("Baraka");
  const theirs = await openOtherBrowser();
  const password = await join(theirs, link, person);
  await theirs.goto(`${stack.appUrl}/dashboard/settings/account`);
  const section = theirs.getByRole("region", { name: "Codes from an app" });
  await section.getByLabel("Current password").fill(password);
  await section.getByRole("button", { name: "Set up an app" }).click();
  const lines = section.getByRole("listitem");
  await expect(lines).toHaveCount(11);
  const [uri = "", paperCode = ""] = await lines.allInnerTexts();
  await section.getByLabel("Code from the app").fill(codeFromApp(uri));
  await section.getByRole("button", { name: "Turn codes on" }).click();
  await expect(section.getByText("Signing in asks for a code")).toBeVisible();
  await expectAccessible(theirs, "account");

  for (const code of [() => codeFromApp(uri), () => paperCode]) {
    await theirs.getByRole("button", { name: "Sign out" }).click();
    await expect(theirs.getByRole("heading", { level: 1 })).toHaveText("Sign in");
    await typeCredentials(theirs, { email: person.email, password });
    await expect(theirs.getByRole("heading", { level: 1 })).toHaveText("One more step");
    await theirs.goto(`${stack.appUrl}/dashboard/payments`);
    await expect(theirs.getByRole("heading", { level: 1 })).toHaveText("Sign in");
    await theirs.goto(`${stack.appUrl}/login/code`);
    await theirs.getByLabel("Code").fill(code());
    await theirs.getByRole("button", { name: "Sign in" }).click();
    await expect(theirs.getByRole("heading", { level: 1 })).toHaveText("Home");
  }
});
