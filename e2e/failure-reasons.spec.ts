import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/accessibility";
import { expect, test, type Phone } from "./support/fixtures";
import { masked } from "./support/handset";
import { signIn } from "./support/merchant-desk";
import { PayPage, SCREEN } from "./support/pay-page";
import type { MerchantApi, Order } from "./support/api";
import type { Simulator } from "./support/simulator";

type Words = { title: string; next: string };
type Failure = { code: string | number; en: Words; sw: Words; waitSeconds?: number };

/** Every code of Safaricom's that ends an attempt, by the reason that people are told. */
const FAILURES: Readonly<Record<string, Failure>> = {
  cancelled_or_timed_out: {
    code: 1032,
    en: { title: "The request was cancelled or timed out", next: "You can send a new request." },
    sw: { title: "Ombi limeghairiwa au muda wake umeisha", next: "Unaweza kutuma ombi jipya." },
  },
  no_answer: {
    code: 1037,
    en: { title: "Your phone did not answer", next: "*234# should answer" },
    sw: { title: "Simu yako haikujibu", next: "*234# inapaswa kujibu" },
  },
  insufficient_balance: {
    code: 1,
    en: { title: "There was not enough money on M-PESA", next: "Add money to your M-PESA" },
    sw: { title: "Salio la M-PESA halikutosha", next: "Weka pesa kwenye M-PESA yako" },
  },
  wrong_pin: {
    code: 2001,
    en: { title: "The M-PESA PIN was wrong", next: "Try again with the right PIN." },
    sw: { title: "PIN ya M-PESA haikuwa sahihi", next: "Jaribu tena kwa PIN sahihi." },
  },
  phone_busy: {
    code: 1001,
    en: {
      title: "Your phone was busy with another M-PESA request",
      next: "Close any open M-PESA menu",
    },
    sw: { title: "Simu yako ilikuwa na ombi lingine la M-PESA", next: "Funga menyu yoyote" },
    waitSeconds: 60,
  },
  too_soon: {
    code: 17,
    en: { title: "Too soon after a payment of the same amount", next: "check your SMS first" },
    sw: { title: "Ni mapema mno baada ya malipo ya kiasi hicho hicho", next: "angalia SMS kwanza" },
    waitSeconds: 120,
  },
  expired: {
    code: 1019,
    en: { title: "The request expired", next: "You can send a new one." },
    sw: { title: "Muda wa ombi umeisha", next: "Unaweza kutuma jipya." },
  },
  limit: {
    code: 4,
    en: { title: "An M-PESA limit was reached", next: "Try again tomorrow" },
    sw: { title: "Kikomo cha M-PESA kimefikiwa", next: "Jaribu tena kesho" },
  },
  pin_locked: {
    code: 8006,
    en: { title: "Your M-PESA PIN is locked", next: "Call Safaricom on 100 or 200" },
    sw: { title: "PIN yako ya M-PESA imefungwa", next: "Pigia Safaricom 100 au 200" },
  },
  merchant_setup: {
    code: "SFC_IC0003",
    en: { title: "The shop cannot take this payment right now", next: "The shop has been told" },
    sw: { title: "Duka haliwezi kupokea malipo haya kwa sasa", next: "Duka limejulishwa" },
  },
  not_sent: {
    code: 9999,
    en: { title: "The request could not be sent", next: "You can try again." },
    sw: { title: "Ombi halikuweza kutumwa", next: "Unaweza kujaribu tena." },
  },
  daraja_refused: {
    code: 2,
    en: { title: "M-PESA did not accept the request", next: "Please tell the shop" },
    sw: { title: "M-PESA haikukubali ombi", next: "Tafadhali lijulishe duka" },
  },
  mpesa_busy: {
    code: 26,
    en: { title: "M-PESA is busy", next: "Wait a minute and try again" },
    sw: { title: "M-PESA ina shughuli nyingi", next: "Subiri dakika moja" },
    waitSeconds: 60,
  },
};

const ANSWERS = {
  en: { money: "Did money move?", reference: "Reference to quote", closed: /^(No\.|Not by this)/ },
  sw: {
    money: "Je, pesa zimetoka?",
    reference: "Kumbukumbu ya kutaja",
    closed: /^(Hapana\.|Si kwa)/,
  },
} as const;

/** What the page says, in the three parts that every failure has; and nothing that axe objects to. */
async function expectEnding(
  page: Page,
  language: "en" | "sw",
  { order, words }: { order: Order; words: Words },
): Promise<void> {
  const labels = ANSWERS[language];
  const answer = (label: string) => page.locator(`dt:text-is("${label}") + dd`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.title);
  await expect(answer(labels.money)).toHaveText(labels.closed);
  await expect(page.getByRole("main")).toContainText(words.next);
  await expect(answer(labels.reference)).toHaveText(order.accountReference);
  await expectAccessible(page, `${words.title} (${language})`);
}

/** A prompt is answered by Safaricom with this code, whatever the simulated phone still shows. */
async function fail(
  { api, simulator }: { api: MerchantApi; simulator: Simulator },
  phone: Phone,
  code: string | number,
): Promise<Order> {
  const order = await api.createOrder({ amountKes: 1250 });
  await api.startAttempt(order.id, phone.typed);
  const { checkoutRequestId } = await simulator.openPrompt(phone.msisdn);
  await answerWith(simulator, checkoutRequestId, code);
  await expect.poll(async () => (await api.getOrder(order.id)).attempts[0]?.outcome).toBe("failed");
  return order;
}

async function answerWith(
  simulator: Simulator,
  checkoutRequestId: string,
  code: string | number,
): Promise<void> {
  const stkCallback = { CheckoutRequestID: checkoutRequestId, ResultCode: code, ResultDesc: "x" };
  await simulator.deliver(checkoutRequestId, { Body: { stkCallback } });
}

/** What is left of a wait when the page is opened again: time enough to open it on a busy machine. */
const LAST_SECONDS = 10;

for (const [reason, failure] of Object.entries(FAILURES)) {
  test(`${reason}: the page says what happened, in both languages`, async ({
    page,
    api,
    phone,
    simulator,
    letTimePass,
  }) => {
    const order = await fail({ api, simulator }, phone, failure.code);
    const [attempt] = (await api.getOrder(order.id)).attempts;
    expect(attempt?.reason).toBe(reason);
    const pay = { en: new PayPage(page), sw: new PayPage(page, "sw") };
    await page.goto(`/pay/${order.id}`);
    await expectEnding(page, "en", { order, words: failure.en });
    await page.goto(`/pay/${order.id}?lang=sw`);
    await expectEnding(page, "sw", { order, words: failure.sw });
    const { waitSeconds } = failure;
    if (waitSeconds === undefined) {
      await expect(pay.sw.phoneField).toHaveCount(1);
      await expect(page.getByRole("timer")).toHaveCount(0);
      return;
    }
    // The page says from when on, and has no form before.
    const timer = page.getByRole("timer");
    await expect(timer).toHaveText(/^\d:\d\d$/);
    await expect(pay.sw.phoneField).toHaveCount(0);
    const [minutes = 0, seconds = 0] = (await timer.innerText()).split(":").map(Number);
    await letTimePass(order.id, 60 * minutes + seconds - LAST_SECONDS);
    await page.goto(`/pay/${order.id}?lang=en`);
    await expect(pay.en.phoneField).toBeVisible({ timeout: 2_000 * LAST_SECONDS });
    await expect(page.getByRole("timer")).toHaveCount(0);
    await pay.en.expectText("You can try again now.");
    await expect(page.getByRole("status")).toHaveText("You can try again now.");
    await expectAccessible(page, `${reason}, after the wait`);
  });
}

test("invalid_phone: M-PESA refuses the number, and the page asks for another", async ({
  page,
  pay,
  api,
  phone,
  witness,
}) => {
  // The simulator takes every Kenyan number, so this answer comes from a stand-in.
  const refusing = createServer((request, response) => {
    const isOauth = request.url?.startsWith("/oauth/") === true;
    response.writeHead(isOauth ? 200 : 400, { "content-type": "application/json" });
    const refusal = {
      requestId: "1",
      errorCode: "400.002.02",
      errorMessage: "Bad Request - Invalid PhoneNumber",
    };
    response.end(JSON.stringify(isOauth ? { access_token: "t", expires_in: "3599" } : refusal));
  });
  await new Promise<void>((resolve) => refusing.listen(0, "127.0.0.1", resolve));
  const { port } = refusing.address() as AddressInfo;
  const [before] = await witness.sql<{ id: string; base_url: string }[]>`
    select id, base_url from shortcodes`;
  const order = await api.createOrder({ amountKes: 1250 });
  try {
    await witness.sql`update shortcodes set base_url = ${`http://127.0.0.1:${port}`}`;
    await pay.open(order.id);
    await pay.pay(phone.typed);
    await pay.expectScreen("This number cannot pay with M-PESA");
  } finally {
    await witness.sql`update shortcodes set base_url = ${before?.base_url ?? ""}`;
    refusing.close();
  }
  const words = { title: "This number cannot pay with M-PESA", next: "another Safaricom number" };
  await expectEnding(page, "en", { order, words });
  // The same number again would be of no use.
  await expect(page.getByRole("button", { name: /^Send again/ })).toHaveCount(0);
  await page.goto(`/pay/${order.id}?lang=sw`);
  const sw = { title: "Namba hii haiwezi kulipa kwa M-PESA", next: "namba nyingine ya Safaricom" };
  await expectEnding(page, "sw", { order, words: sw });
});

test("merchant_setup: the shop really is told", async ({ page, api, phone, simulator, stack }) => {
  const order = await fail({ api, simulator }, phone, 2028);
  await signIn(page, stack.access);
  const row = page.getByRole("listitem").filter({ has: page.locator(`[href$="${order.id}"]`) });
  await expect(row).toContainText("check your M-PESA settings");
  await page.goto(`/dashboard/orders/${order.id}`);
  await expect(page.getByRole("main")).toContainText("Attempt failed: check your M-PESA settings");
});

test("one press sends again to the same number, in the browser that typed it and no other", async ({
  page,
  pay,
  api,
  phone,
  simulator,
  openOtherBrowser,
}) => {
  const order = await api.createOrder({ amountKes: 350 });
  await pay.open(order.id);
  await pay.pay(phone.typed);
  const first = await simulator.openPrompt(phone.msisdn);
  await answerWith(simulator, first.checkoutRequestId, 1032);
  await simulator.answer(first.checkoutRequestId, "cancel");
  await pay.expectScreen(SCREEN.cancelled);
  const again = page.getByRole("button", { name: /^Send again to/ });
  await expect(again).toHaveText(`Send again to ${masked(phone)}`);
  for (const spelling of [phone.typed, phone.msisdn]) {
    expect(await page.content()).not.toContain(spelling);
  }
  const other = await openOtherBrowser();
  await other.goto(`/pay/${order.id}`);
  await expect(other.getByRole("heading", { level: 1 })).toHaveText(SCREEN.cancelled);
  await expect(other.getByRole("button", { name: /^Send again to/ })).toHaveCount(0);

  await again.click();
  await pay.expectScreen(SCREEN.waiting);
  const second = await simulator.openPrompt(phone.msisdn);
  await simulator.answer(second.checkoutRequestId, "pay");
  await pay.expectScreen(SCREEN.paid);
  expect(await simulator.prompts()).toHaveLength(2);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test.beforeEach(({ pageWatch }) => {
    // Chromium tries to load what it is told to preload, although it may not run it.
    pageWatch.expectProblem(/^request failed: GET \/_next\/static\/chunks\/\S+ csp$/);
  });

  test("phone_busy: the page loads itself again when the wait is over", async ({
    page,
    pay,
    api,
    phone,
    simulator,
    letTimePass,
  }) => {
    const order = await fail({ api, simulator }, phone, 1001);
    await letTimePass(order.id, 54);
    await pay.open(order.id);
    await pay.expectScreen("Your phone was busy with another M-PESA request");
    await pay.expectText("You can try again here from");
    await pay.expectNoForm();
    await expect(pay.phoneField).toBeVisible({ timeout: 15_000 });
    await expect(page.getByRole("timer")).toHaveCount(0);
  });

  test("cancelled_or_timed_out: one press sends again to the same number", async ({
    page,
    api,
    phone,
    simulator,
  }) => {
    const order = await api.createOrder({ amountKes: 350 });
    const pay = new PayPage(page, "sw");
    await page.goto(`/pay/${order.id}?lang=sw`);
    await pay.pay(phone.typed);
    const first = await simulator.openPrompt(phone.msisdn);
    await simulator.answer(first.checkoutRequestId, "cancel");
    await pay.expectScreen("Ombi limeghairiwa au muda wake umeisha");
    await page.getByRole("button", { name: `Tuma tena kwa ${masked(phone)}` }).click();
    await pay.expectScreen("Angalia simu yako");
    const second = await simulator.openPrompt(phone.msisdn);
    await simulator.answer(second.checkoutRequestId, "pay");
    await pay.expectScreen("Malipo yamepokelewa");
  });
});
