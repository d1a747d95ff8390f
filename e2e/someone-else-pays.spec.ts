import { expect, test } from "./support/fixtures";
import { PayPage, SCREEN } from "./support/pay-page";
import { scanQr } from "./support/scan-qr";

const WORDS = {
  en: {
    title: "Let somebody else pay",
    qr: "Code of this link",
    whatsapp: "Send by WhatsApp",
    heading: "Pay with M-PESA",
    text: "Please pay KES 740 to Duka la Mfano",
  },
  sw: {
    title: "Mtu mwingine alipe",
    qr: "Msimbo wa kiungo hiki",
    whatsapp: "Tuma kwa WhatsApp",
    heading: "Lipa kwa M-PESA",
    text: "Tafadhali lipa KES 740 kwa Duka la Mfano",
  },
} as const;

test("somebody else pays: both pages follow the one request, and nobody is asked twice", async ({
  page,
  pay,
  api,
  phone,
  simulator,
  openOtherBrowser,
}) => {
  const order = await api.createOrder({ amountKes: 740 });
  await pay.open(order.id);
  await page.getByText(WORDS.en.title).click();
  const link = await scanQr(page.getByRole("img", { name: WORDS.en.qr }));
  expect(link).toBe(`${order.payUrl}?lang=en`);

  const friend = new PayPage(await openOtherBrowser());
  await friend.page.goto(link ?? "none");
  await friend.pay(phone.typed);
  await friend.expectScreen(SCREEN.waiting);
  // The one who asked sees the same request, and has nothing to send another with.
  await pay.expectScreen(SCREEN.waiting);
  await pay.expectText("A request was sent to the phone number that was entered.");
  await pay.expectNoForm();
  await expect(page.getByText(WORDS.en.title)).toHaveCount(0);
  expect(await simulator.prompts()).toHaveLength(1);

  const prompt = await simulator.openPrompt(phone.msisdn);
  await simulator.answer(prompt.checkoutRequestId, "pay");
  await friend.expectScreen(SCREEN.paid);
  await pay.expectScreen(SCREEN.paid);
  const [debit] = await simulator.ledger();
  const receipt = debit?.receipt ?? "none";
  await expect(friend.receipt).toHaveText(receipt);
  await expect(pay.receipt).toHaveText(`••••${receipt.slice(-4)}`);
  const source = await page.content();
  for (const secret of [receipt, phone.msisdn, phone.typed]) expect(source).not.toContain(secret);
  expect(await simulator.prompts()).toHaveLength(1);
});

for (const language of ["en", "sw"] as const) {
  test(`the link can be handed on in the language it is read in: ${language}`, async ({
    page,
    api,
    context,
    stack,
  }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: stack.appUrl });
    const words = WORDS[language];
    const order = await api.createOrder({ amountKes: 740 });
    const link = `${order.payUrl}?lang=${language}`;
    await page.goto(link);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.heading);
    const whatsapp = page.getByRole("link", { name: words.whatsapp });
    await expect(whatsapp).toBeHidden();
    await page.getByText(words.title).click();
    const address = new URL((await whatsapp.getAttribute("href")) ?? "none");
    expect(address.origin + address.pathname).toBe("https://wa.me/");
    expect(address.searchParams.get("text")).toContain(words.text);
    expect(address.searchParams.get("text")).toContain(link);
    await page.getByRole("button", { name: /^(Copy the link|Nakili kiungo)$/ }).click();
    await expect(page.getByText(/^(Copied|Kimenakiliwa)$/)).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await scanQr(page.getByRole("img", { name: words.qr }))).toBe(link);
    }
  });
}

test("no invitation to pay while an earlier request is without an answer", async ({
  page,
  pay,
  api,
  phone,
  simulator,
  letTimePass,
}) => {
  await simulator.setFaults({ push: { loseResponse: 1 } });
  const order = await api.createOrder({ amountKes: 741 });
  await pay.open(order.id);
  await expect(page.getByText(WORDS.en.title)).toBeVisible();
  await pay.pay(phone.typed);
  await pay.expectScreen(SCREEN.checking);
  await expect(page.getByText(WORDS.en.title)).toHaveCount(0);
  await letTimePass(order.id, 301);
  await pay.expectScreen(SCREEN.unresolved);
  await page.reload();
  await pay.expectScreen(SCREEN.unresolved);
  await expect(page.getByText(WORDS.en.title)).toHaveCount(0);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the link opens, is sent by WhatsApp, and can be scanned", async ({
    page,
    api,
    pageWatch,
  }) => {
    pageWatch.expectProblem(/^request failed: GET \/_next\/static\/chunks\/\S+ csp$/);
    const order = await api.createOrder({ amountKes: 742 });
    await page.goto(`/pay/${order.id}`);
    await page.getByText(WORDS.en.title).click();
    await expect(page.getByRole("link", { name: WORDS.en.whatsapp })).toBeVisible();
    await expect(page.getByRole("img", { name: WORDS.en.qr })).toBeVisible();
    await expect(page.getByText(`${order.payUrl}?lang=en`)).toBeVisible();
    await expect(page.getByRole("button", { name: "Copy the link" })).toHaveCount(0);
  });
});
