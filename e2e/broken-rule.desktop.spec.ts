import { expect, test } from "./support/fixtures";
import { signIn } from "./support/merchant-desk";

// A process that checks the rules of money at every pass.
test.use({ ownStackOptions: { processes: 1, env: { INVARIANTS_EVERY_SECONDS: "1" } } });

test("records that contradict each other are shown and not mended", async ({
  page,
  api,
  stack,
  witness,
}) => {
  const order = await api.createOrder({ amountKes: 300, title: "Ten kilos of maize" });
  await signIn(page, stack.access);
  const notice = page.getByRole("region", { name: "Some of your records contradict each other" });
  await expect(notice).toHaveCount(0);

  await witness.sql`update orders set paid_kes = 120, status = 'underpaid' where id = ${order.id}`;
  await expect(async () => {
    await page.reload();
    await expect(notice).toContainText("not the sum of the counted payments (one order)");
  }).toPass({ timeout: 20_000 });
  await notice.getByRole("link", { name: "Show one" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ten kilos of maize");
  await expect(notice).toBeVisible();
  expect(await api.brokenInvariants()).toBe(1);
  expect(await witness.order(order.id)).toMatchObject({ status: "underpaid", paidKes: 120 });

  await witness.sql`update orders set paid_kes = 0, status = 'open' where id = ${order.id}`;
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ten kilos of maize");
    await expect(notice).toHaveCount(0, { timeout: 100 });
  }).toPass({ timeout: 20_000 });
});
