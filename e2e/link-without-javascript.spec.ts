import { readFileSync } from "node:fs";
import { expect, test } from "./support/fixtures";
import { makeLink } from "./support/links-desk";
import { signIn } from "./support/merchant-desk";
import { PayPage, SCREEN } from "./support/pay-page";
import { readPdf } from "./support/read-pdf";
import { scanQr } from "./support/scan-qr";

test.use({ javaScriptEnabled: false });

test("a stranger pays a link with an amount of their own, on a phone without JavaScript", async ({
  page,
  phone,
  simulator,
  stack,
  openOtherBrowser,
  pageWatch,
}) => {
  pageWatch.expectProblem(/^request failed: GET \/_next\/static\/chunks\/\S+ csp$/);
  await signIn(page, stack.access);
  const url = await makeLink(page, { title: "Chama cha Upendo", min: "50", max: "1000" });
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Poster as PDF" }).click(),
  ]);
  const poster = readPdf(readFileSync(await file.path()));
  expect(poster.pages).toBe(1);
  for (const said of ["Duka la Mfano", "Chama cha Upendo", url]) {
    expect(poster.text.replaceAll("\n", "")).toContain(said);
  }

  const stranger = await openOtherBrowser();
  await stranger.goto(url);
  const main = stranger.getByRole("main");
  await expect(main).toContainText("Duka la Mfano");
  await expect(main).toContainText("Chama cha Upendo");
  const amount = stranger.getByLabel("Amount in shillings");
  const proceed = stranger.getByRole("button", { name: "Continue" });
  await amount.fill("49");
  await proceed.click();
  await expect(main).toContainText("Please enter whole shillings, from KES 50 to KES 1,000.");
  await expect(amount).toHaveValue("49");
  await amount.fill("250");
  await proceed.click();

  const pay = new PayPage(stranger);
  await pay.expectScreen(SCREEN.pay);
  await pay.expectText("Chama cha Upendo", "KES 250");
  // Back at the link, the same browser goes on with its order.
  await stranger.goto(url);
  await expect(main).toContainText("Your order of KES 250 is not paid yet.");
  await stranger.getByRole("link", { name: "Go on with that order" }).click();
  await pay.pay(phone.typed);
  await pay.expectScreen(SCREEN.waiting);
  const prompt = await simulator.openPrompt(phone.msisdn);
  await simulator.answer(prompt.checkoutRequestId, "pay");
  await pay.expectScreen(SCREEN.paid);

  await page.reload();
  const facts = page.getByRole("region", { name: "Facts" });
  await expect(facts).toContainText("TakingsKES 250");
  expect(await scanQr(page.getByRole("img", { name: "Code of this link" }))).toBe(url);
  await page.getByRole("button", { name: "Switch off" }).click();
  await expect(page.getByRole("button", { name: "Switch on" })).toBeVisible();
  await stranger.goto(url);
  await expect(stranger.getByRole("heading", { level: 1 })).toHaveText("This link is switched off");
});
