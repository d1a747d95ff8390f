import { readFile } from "node:fs/promises";
import { expect, test } from "./support/fixtures";
import { signIn } from "./support/merchant-desk";

test("a merchant finds a payment by what is known of it, and takes what is found home as a file", async ({
  page,
  api,
  newPhone,
  simulator,
  stack,
}) => {
  const payer = newPhone();
  const maize = await api.createOrder({
    amountKes: 1_250,
    title: "=Maize, 90 kg",
    reference: "INV-90",
  });
  await api.createOrder({ amountKes: 60, title: "Beans" });
  await simulator.setSubscriber(payer.msisdn, { autoAnswer: "pay", answerAfterMs: 0 });
  await api.startAttempt(maize.id, payer.typed);
  await expect.poll(async () => (await api.getOrder(maize.id)).status).toBe("paid");
  const [debit] = await simulator.ledger();
  const receipt = debit?.receipt ?? "none";

  await signIn(page, stack.access);
  const rows = page.getByRole("table", { name: "Payments" }).getByRole("row");
  const search = page.getByRole("searchbox", { name: "Search" });
  for (const known of [receipt.toLowerCase(), payer.typed, "inv-90", "=maize", maize.id]) {
    await search.fill(known);
    await search.press("Enter");
    await expect(page).toHaveURL(new RegExp(`[?&]q=${encodeURIComponent(known).slice(0, 3)}`));
    await expect(search).toHaveValue(known);
    await expect(rows).toHaveCount(2);
    await expect(rows.nth(1)).toContainText(receipt);
  }

  await page.goto("/dashboard/payments?q=%3DMaize&min=twelve&from=2026-02-30");
  await expect(page.getByLabel("Amount from (KES)")).toHaveValue("twelve");
  await expect(page.getByLabel("Amount from (KES)")).toHaveAccessibleDescription(
    "Give whole shillings, from 1 to 250,000.",
  );
  await expect(page.getByLabel("From day")).toHaveValue("2026-02-30");
  await expect(page.getByLabel("From day")).toHaveAccessibleDescription(/Give a day/);
  await expect(page.getByRole("main")).toContainText("a filter is not right");
  await page.getByRole("link", { name: "Clear search and filters" }).click();
  await expect(search).toHaveValue("");

  await page.goto("/dashboard/payments?q=%3DMaize&min=1%2C250&status=paid");
  await page.getByRole("link", { name: "As a file" }).click();
  await expect(page.getByRole("main")).toContainText("The file will have one row");
  for (const column of ["Attempt id", "Order id", "Time"]) {
    await page.getByRole("checkbox", { name: column, exact: true }).uncheck();
  }
  const started = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download CSV" }).click();
  const download = await started;
  expect(download.suggestedFilename()).toMatch(/^payments-to-\d{4}-\d{2}-\d{2}\.csv$/);
  const lines = (await readFile(await download.path(), "utf8")).split("\r\n");
  expect(lines[0]).toBe(
    "\ufeffStatus,Reason,Order,Amount (KES),Received (KES),Receipt,Phone,Account reference,Your reference,Shortcode",
  );
  expect(lines[1]).toContain(`Paid,,"'=Maize, 90 kg",1250,1250,${receipt},`);
  expect(lines[1]).not.toContain(payer.msisdn.slice(3));
  expect(lines.slice(2)).toEqual([""]);

  await page.goto("/dashboard/orders?q=Beans");
  await expect(page.getByRole("table", { name: "Orders" }).getByRole("row")).toHaveCount(2);
  await page.goto("/dashboard/day");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Day sheet");
  await expect(page.getByRole("region", { name: "Payments" })).toContainText(receipt);
});

test("the search works without scripts", async ({ browser, api, stack }) => {
  await api.createOrder({ amountKes: 35, title: "Sukuma wiki" });
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: stack.appUrl });
  const page = await context.newPage();
  await signIn(page, stack.access);
  await page.getByRole("link", { name: "Orders", exact: true }).click();
  await page.getByRole("searchbox", { name: "Search" }).fill("sukuma");
  await page.getByText("More filters").click();
  await page.getByLabel("Amount to (KES)").fill("35");
  await page.getByRole("button", { name: "Search" }).click();
  const rows = page.getByRole("table", { name: "Orders" }).getByRole("row");
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(1)).toContainText("Sukuma wiki");
  await expect(page.getByLabel("Amount to (KES)")).toHaveValue("35");
  await context.close();
});
