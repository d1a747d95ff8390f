import { DemoShop } from "./support/demo-shop";
import { expect, test } from "./support/fixtures";
import { masked } from "./support/handset";
import { SCREEN } from "./support/pay-page";

test.use({ javaScriptEnabled: false });

test("without JavaScript the form posts, the page looks again by itself and shows paid", async ({
  page,
  pay,
  phone,
  simulator,
  pageWatch,
}) => {
  // Chromium tries to load what it is told to preload, although it may not run it.
  pageWatch.expectProblem(/^request failed: GET \/_next\/static\/chunks\/\S+ csp$/);
  const shop = new DemoShop(page);
  await shop.open();
  await shop.buy("Sukuma wiki");
  await pay.expectScreen(SCREEN.pay);

  await pay.pay("nonsense");
  await pay.expectText("This is not a Kenyan mobile number.");
  await expect(pay.phoneField).toHaveValue("nonsense");
  expect(await simulator.prompts()).toEqual([]);

  await pay.pay(phone.typed);
  await pay.expectScreen(SCREEN.waiting);
  await pay.expectText(`We sent a request to ${masked(phone)}.`);
  await expect(page.locator("noscript p")).toHaveText(
    "This page looks for the result every few seconds.",
  );
  await expect(page.locator("noscript p")).toBeVisible();
  const prompt = await simulator.openPrompt(phone.msisdn);
  await simulator.answer(prompt.checkoutRequestId, "pay");
  await pay.expectScreen(SCREEN.paid);
  const [debit] = await simulator.ledger();
  await expect(pay.receipt).toHaveText(debit?.receipt ?? "none");
  await page.getByRole("link", { name: "Show the receipt" }).click();
  await expect(pay.receipt).toHaveText(debit?.receipt ?? "none");
});

test("without JavaScript a page that was opened at a #fragment looks again, too", async ({
  page,
  pay,
  api,
  phone,
  simulator,
  pageWatch,
}) => {
  pageWatch.expectProblem(/^request failed: GET \/_next\/static\/chunks\/\S+ csp$/);
  const order = await api.createOrder({ amountKes: 70 });
  await api.startAttempt(order.id, phone.typed);
  await page.goto(`/pay/${order.id}#from-a-message`);
  await pay.expectScreen(SCREEN.waiting);
  const prompt = await simulator.openPrompt(phone.msisdn);
  await simulator.answer(prompt.checkoutRequestId, "pay");
  await pay.expectScreen(SCREEN.paid);
});

test("without JavaScript an address that is cut short says so, in words", async ({
  page,
  pay,
  pageWatch,
}) => {
  pageWatch.expectProblem(/answer 404: GET \/no-such-|console: .*404/);
  pageWatch.expectProblem(/^request failed: GET \/_next\/static\/chunks\/\S+ csp$/);
  const answer = await page.goto("/pay/ord_01h455vb4pex5vsknk084sn0");
  expect(answer?.status()).toBe(404);
  await pay.expectScreen(SCREEN.unknownOrder);
  await page.goto("/l/lnk_01h455vb4pex5vsknk084sn0");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is no such link");
});
