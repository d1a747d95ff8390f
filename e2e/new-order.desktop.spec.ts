import { expect, test } from "./support/fixtures";
import { signIn } from "./support/merchant-desk";
import { PayPage, SCREEN } from "./support/pay-page";
import { scanQr } from "./support/scan-qr";

test("a merchant makes an order by hand and sends its link", async ({
  page,
  stack,
  openOtherBrowser,
}) => {
  await signIn(page, stack.access);
  await page.goto("/dashboard/orders");
  await page.getByRole("link", { name: "New order" }).click();
  await page.getByLabel("Amount in shillings").fill("12.50");
  await page.getByLabel("What is it for?").fill("Ankara mbili");
  await page.getByLabel("Your reference").fill("INV-77");
  await page.getByLabel("Can be paid for").selectOption("One week");
  await page.getByRole("button", { name: "Make the order" }).click();
  await expect(page.getByLabel("Amount in shillings")).toBeFocused();
  await expect(page.getByLabel("What is it for?")).toHaveValue("Ankara mbili");
  await expect(page.getByLabel("Can be paid for")).toHaveValue("week");
  await page.getByLabel("Amount in shillings").fill("1250");
  await page.getByRole("button", { name: "Make the order" }).dblclick();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Send the payment link");
  const url = await scanQr(page.getByRole("img", { name: "Code of this link" }));
  const whatsapp = await page.getByRole("link", { name: "Send by WhatsApp" }).getAttribute("href");
  expect(decodeURIComponent(whatsapp ?? "")).toContain(url);

  const customer = await openOtherBrowser();
  await customer.goto(url ?? "");
  const pay = new PayPage(customer);
  await pay.expectScreen(SCREEN.pay);
  await pay.expectText("Ankara mbili", "KES 1,250");
  await page.getByRole("link", { name: "See the order" }).click();
  await expect(page.getByRole("main")).toContainText("INV-77");
  await page.goto("/dashboard/orders");
  await expect(page.getByRole("row", { name: /Ankara mbili/ })).toHaveCount(1);
});
