import { expectAccessible } from "./support/accessibility";
import { expect, test } from "./support/fixtures";
import { signIn, typeCredentials } from "./support/merchant-desk";

test("open pages show payments and notes by themselves, and disturb nobody", async ({
  page,
  openOtherBrowser,
  stack,
  api,
  newPhone,
  simulator,
}) => {
  const start = async (title: string) => {
    const phone = newPhone();
    const order = await api.createOrder({ amountKes: 130, title });
    await api.startAttempt(order.id, phone.typed);
    return { orderId: order.id, prompt: await simulator.openPrompt(phone.msisdn) };
  };
  const first = await start("Ndizi za kuiva");
  await signIn(page, stack.access);
  const rows = page.getByRole("table").getByRole("row");
  const row = (title: string) => rows.filter({ hasText: title });
  await expect(row("Ndizi za kuiva")).toContainText("Waiting");
  const search = page.getByRole("searchbox");
  await search.fill("half a th");
  await page.evaluate(() => document.body.setAttribute("data-same-page", "yes"));

  // A row changes where it stands.
  await simulator.answer(first.prompt.checkoutRequestId, "pay");
  await expect(row("Ndizi za kuiva")).toContainText("Paid");

  // New rows are told, and moved in at a press.
  const before = await rows.count();
  await start("Maziwa");
  await expect(page.getByRole("status").filter({ hasText: "1 new payment" })).toBeVisible();
  await start("Mkate");
  await expect(page.getByRole("status").filter({ hasText: "2 new payments" })).toBeVisible();
  await expect(rows).toHaveCount(before);
  await expect(search).toHaveValue("half a th");
  await expect(search).toBeFocused();
  await expectAccessible(page, "payments with news");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(rows.nth(1)).toContainText("Mkate");
  await expect(rows.nth(2)).toContainText("Maziwa");
  await expect(page.getByRole("button", { name: "Show" })).toHaveCount(0);
  await expect(page.locator("body")).toHaveAttribute("data-same-page", "yes");

  // A note is seen by whoever has the order open, beside what they are typing.
  await row("Ndizi za kuiva").getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ndizi za kuiva");
  const other = await openOtherBrowser();
  const path = `/dashboard/orders/${first.orderId}`;
  await other.goto(`${stack.appUrl}/login?next=${encodeURIComponent(path)}`);
  await typeCredentials(other, stack.access);
  const theirNote = other.getByLabel("Write a note");
  await theirNote.fill("She says");
  await page.getByLabel("Write a note").fill("The customer called.\nShe comes at five.");
  await page.getByRole("button", { name: "Add the note" }).click();
  for (const reader of [page, other]) {
    const timeline = reader.getByRole("region", { name: "Timeline" });
    await expect(timeline.getByRole("listitem").last()).toContainText("She comes at five.");
  }
  await expect(page.getByLabel("Write a note")).toHaveValue("");
  await expect(theirNote).toHaveValue("She says");
  await expect(theirNote).toBeFocused();
  await expectAccessible(page, "an order with a note");
});
