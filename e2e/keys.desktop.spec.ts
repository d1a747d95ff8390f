import { expectAccessible } from "./support/accessibility";
import { expect, test } from "./support/fixtures";
import { signIn } from "./support/merchant-desk";

test("an API key is made after a fresh password, used within its scope, and revoked", async ({
  page,
  stack,
  witness,
}) => {
  await signIn(page, stack.access);
  await witness.sql`update sessions set proved_at = now() - interval '11 minutes'`;
  await page.goto("/dashboard/settings/keys");
  const form = page.getByRole("region", { name: "New key" });
  const make = async () => {
    await form.getByLabel("Name").fill("Counting server");
    await form.getByLabel("Write:").uncheck();
    await form.getByRole("button", { name: "Make a key" }).click();
  };
  await make();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Is it still you?");
  await expectAccessible(page, "confirm");
  await page.getByLabel("Your password").fill("not the password");
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toHaveText("The password is not right.");
  await page.getByLabel("Your password").fill(stack.access.password);
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("API keys");
  await make();
  await expect(form.getByText("Keep this key now")).toBeVisible();
  const secret = (await form.getByRole("listitem").innerText()).trim();
  expect(secret).toMatch(/^sk_[\w-]{43}$/);

  const call = async (method: string) => {
    const body = method === "POST" ? { body: JSON.stringify({ amountKes: 1, title: "T" }) } : {};
    const answer = await fetch(`${stack.appUrl}/api/v1/orders`, {
      method,
      headers: { authorization: `Bearer ${secret}` },
      ...body,
    });
    return answer.status;
  };
  expect([await call("GET"), await call("POST")]).toEqual([200, 403]);
  const key = page.getByRole("listitem").filter({ hasText: "Counting server" });
  await expect(async () => {
    await page.reload();
    await expect(key).toContainText("last used", { timeout: 500 });
  }).toPass();
  expect(await page.content()).not.toContain(secret);
  await expectAccessible(page, "API keys");
  await key.getByRole("button", { name: "Revoke" }).click();
  await expect(key).toHaveCount(0);
  expect(await call("GET")).toBe(401);
});
