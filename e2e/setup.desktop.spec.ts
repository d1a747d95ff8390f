import { createDatabase } from "@/db/test-database";
import { migrateDatabase } from "@/db/migrate";
import { expectAccessible } from "./support/accessibility";
import { expect, test } from "./support/fixtures";
import { startAnotherApp } from "./support/stack";

test("an instance that nobody can sign in to prints a link, which makes its first owner once", async ({
  page,
  openOtherBrowser,
  stack,
}) => {
  const database = await createDatabase(stack.databaseUrl);
  await migrateDatabase(database.url);
  const app = await startAnotherApp(stack, { DATABASE_URL: database.url });
  try {
    const readLink = () => /http\S+\/setup\/[\w-]+/.exec(app.readLog())?.[0] ?? null;
    await expect.poll(readLink).not.toBeNull();
    const link = readLink() ?? "";
    const answer = await page.goto(link);
    expect(answer?.headers()["referrer-policy"]).toBe("strict-origin");
    await expectAccessible(page, "setup");
    await page.getByLabel("Name of the business").fill("Duka la Wanjiku");
    await page.getByLabel("Your name").fill("Wanjiku");
    await page.getByLabel("E-mail").fill("wanjiku@duka.example");
    await page.getByLabel("Password").fill("karibu-dukani-leo");
    await page.getByRole("button", { name: "Make the merchant" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Home");
    await expect(page.getByRole("banner")).toContainText("Duka la Wanjiku");
    const other = await openOtherBrowser();
    await other.goto(link);
    await expect(other.getByRole("heading", { level: 1 })).toHaveText("This link does not work");
  } finally {
    // An open page of the dashboard would miss the server that ends.
    await page.goto("about:blank");
    await app.stop();
    await database.drop();
  }
});
