import type { Page } from "@playwright/test";
import { expect, test } from "./support/fixtures";
import { PayPage } from "./support/pay-page";

/** The page in each language has these texts and no form. */
async function expectInBoth(
  page: Page,
  orderId: string,
  texts: { en: readonly string[]; sw: readonly string[] },
): Promise<void> {
  for (const language of ["en", "sw"] as const) {
    await page.goto(`/pay/${orderId}?lang=${language}`);
    const pay = new PayPage(page, language);
    await pay.expectText(...texts[language]);
    await pay.expectNoForm();
  }
}

test("paid twice: the page says what the shop owes", async ({ page, api, newPhone, simulator }) => {
  const order = await api.createOrder({ amountKes: 1250 });
  const [first, second] = [newPhone(), newPhone()];
  await api.startAttempt(order.id, first.typed);
  const early = await simulator.openPrompt(first.msisdn);
  // Safaricom calls it cancelled, and yet the phone still asks.
  const stkCallback = {
    CheckoutRequestID: early.checkoutRequestId,
    ResultCode: 1032,
    ResultDesc: "Request cancelled by user.",
  };
  await simulator.deliver(early.checkoutRequestId, { Body: { stkCallback } });
  await expect.poll(async () => (await api.getOrder(order.id)).attempts[0]?.outcome).toBe("failed");
  await api.startAttempt(order.id, second.typed);
  const late = await simulator.openPrompt(second.msisdn);
  await simulator.answer(late.checkoutRequestId, "pay");
  await simulator.answer(early.checkoutRequestId, "pay");
  await expect.poll(async () => (await api.getOrder(order.id)).status).toBe("overpaid");

  await expectInBoth(page, order.id, {
    en: ["Payment received", "The shop owes you KES 1,250.", order.accountReference],
    sw: ["Malipo yamepokelewa", "Duka linapaswa kukurudishia KES 1,250.", order.accountReference],
  });
});

test("paid late: the money counts, and the page says so", async ({
  page,
  api,
  phone,
  simulator,
  letTimePass,
}) => {
  const order = await api.createOrder({ amountKes: 1250, expiresInSeconds: 60 });
  await api.startAttempt(order.id, phone.typed);
  const prompt = await simulator.openPrompt(phone.msisdn);
  await letTimePass(order.id, 400);
  await simulator.answer(prompt.checkoutRequestId, "pay");
  await expect.poll(async () => (await api.getOrder(order.id)).status).toBe("paid");
  await expectInBoth(page, order.id, {
    en: ["Payment received", "This payment came after the time of the order."],
    sw: ["Malipo yamepokelewa", "Malipo haya yalikuja baada ya muda wa oda kuisha."],
  });
});

test("another amount: the page names both, in both languages", async ({
  page,
  api,
  phone,
  simulator,
}) => {
  await simulator.setFaults({ callback: { wrongAmount: 1 } });
  await simulator.setSubscriber(phone.msisdn, { autoAnswer: "pay", answerAfterMs: 0 });
  const order = await api.createOrder({ amountKes: 900 });
  await api.startAttempt(order.id, phone.typed);
  await expect.poll(async () => (await api.status(order.id)).attempt?.state).toBe("review");
  await expectInBoth(page, order.id, {
    en: ["Yes, but KES 899 has arrived and KES 900 was asked for.", "Do not pay again."],
    sw: ["Ndiyo, lakini KES 899 zimefika na zilizoombwa ni KES 900.", "Usilipe tena."],
  });
});

test("still unknown: nobody is led to pay again, in Swahili either", async ({
  page,
  api,
  phone,
  simulator,
  letTimePass,
}) => {
  await simulator.setFaults({ push: { loseResponse: 1 } });
  const order = await api.createOrder({ amountKes: 150 });
  await api.startAttempt(order.id, phone.typed);
  await letTimePass(order.id, 301);
  const pay = new PayPage(page, "sw");
  await page.goto(`/pay/${order.id}?lang=sw`);
  await pay.expectScreen("Bado hatujui kama umelipa");
  await pay.expectText("Bado hakuna anayejua.", "usilipe tena", order.accountReference);
  // The form is there, one explicit step away.
  await expect(pay.phoneField).toBeHidden();
  await page.getByText("Lipa tena hata hivyo").click();
  await expect(pay.phoneField).toBeVisible();
});
