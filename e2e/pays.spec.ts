import { DemoShop } from "./support/demo-shop";
import { expect, test } from "./support/fixtures";
import { Handset, masked, spaced } from "./support/handset";
import { PayPage, SCREEN } from "./support/pay-page";

test("a customer buys tea, enters the PIN on the phone and gets a receipt", async ({
  page,
  context,
  pay,
  phone,
  simulator,
  stack,
  openOtherBrowser,
}) => {
  const shop = new DemoShop(page);
  await shop.open();
  await shop.buy("Chai na mandazi");
  await pay.expectScreen(SCREEN.pay);
  const summary = page.getByRole("region", { name: "Your order" });
  await expect(summary).toContainText("Duka la Mfano");
  await expect(summary).toContainText("Chai na mandazi");
  await expect(summary).toContainText("KES 120");
  await pay.expectText("Never type it on a web page.");

  await pay.phoneField.fill(spaced(phone));
  await pay.expectText(`The request goes to ${spaced(phone)}.`);
  await pay.payButton.click();
  await pay.expectScreen(SCREEN.waiting);
  await pay.expectText(`We sent a request to ${masked(phone)}.`, "Check the amount, KES 120.");
  await expect(page.getByText(spaced(phone))).toHaveCount(0);
  const prompt = await simulator.openPrompt(phone.msisdn);
  await expect(page.getByRole("figure")).toContainText(
    `Do you want to pay KES 120 to Duka la Mfano, account no. ${prompt.accountReference}?`,
  );
  const timer = page.getByRole("timer", { name: "Time left to answer" });
  await expect(timer).toHaveText(/^(60|5\d) s$/);
  const atFirst = Number.parseInt(await timer.innerText(), 10);
  await expect
    .poll(async () => Number.parseInt(await timer.innerText(), 10), { timeout: 10_000 })
    .toBeLessThan(atFirst);

  const handset = await Handset.pickUp(context, stack.simulatorUrl, phone);
  await expect(handset.prompt).toContainText("Do you want to pay KES 120 to");
  await expect(handset.prompt).toContainText(`Account no. ${prompt.accountReference}`);
  await handset.enterPin("1234");
  await expect(handset.messages).toContainText("Confirmed. Ksh120.00");

  await pay.expectScreen(SCREEN.paid);
  await pay.expectText("Duka la Mfano has received KES 120. Thank you!");
  const [debit] = await simulator.ledger();
  expect(debit).toMatchObject({ amountKes: 120, msisdn: phone.msisdn });
  const receipt = debit?.receipt ?? "none";
  await expect(pay.receipt).toHaveText(receipt);
  await expect(handset.messages).toContainText(receipt);
  await expect(page).toHaveTitle("✓ Payment received · Malipo");

  const address = page.url();
  await page.getByRole("link", { name: "Show the receipt" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Payment receipt");
  await expect(pay.receipt).toHaveText(receipt);
  await pay.expectText("Duka la Mfano", "Chai na mandazi", "KES 120", "(Nairobi)");

  const stranger = await openOtherBrowser();
  for (const path of ["", "/receipt"]) {
    await stranger.goto(`${address}${path}`);
    await expect(new PayPage(stranger).receipt).toHaveText(`••••${receipt.slice(-4)}`);
    const source = await stranger.content();
    for (const secret of [receipt, phone.msisdn, phone.typed, spaced(phone), masked(phone)]) {
      expect(source).not.toContain(secret);
    }
  }
});
