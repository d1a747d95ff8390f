import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/accessibility";
import type { Order } from "./support/api";
import { answerWith, fail } from "./support/fail-attempt";
import { FAILURES, type Words } from "./support/failures";
import { expect, test } from "./support/fixtures";
import { masked } from "./support/handset";
import { signIn } from "./support/merchant-desk";
import { PayPage, SCREEN } from "./support/pay-page";
import { expectReflow } from "./support/reflow";
import { whileNumbersAreRefused } from "./support/refuse-number";
import { expectHeadingWithoutScripts } from "./support/scriptless";

const ANSWERS = {
  en: { money: "Did money move?", reference: "Reference to quote", closed: /^(No\.|Not by this)/ },
  sw: {
    money: "Je, pesa zimetoka?",
    reference: "Kumbukumbu ya kutaja",
    closed: /^(Hapana\.|Si kwa)/,
  },
} as const;

/**
 * What the page says, in the three parts that every failure has; it fits the narrowest screen, and
 * axe has nothing to object to.
 */
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
  await expectHeadingWithoutScripts(page, words.title);
  await expectReflow(page, `${words.title} (${language})`);
  // Colours know no language: one is enough for the dark.
  const themes = language === "en" ? (["light", "dark"] as const) : (["light"] as const);
  await expectAccessible(page, `${words.title} (${language})`, themes);
}

for (const [reason, failure] of Object.entries(FAILURES)) {
  test(`${reason}: the page says what happened, in both languages`, async ({
    page,
    api,
    phone,
    simulator,
  }) => {
    const order = await fail({ api, simulator }, phone, failure.code);
    const [attempt] = (await api.getOrder(order.id)).attempts;
    expect(attempt?.reason).toBe(reason);
    const { waitSeconds } = failure;
    const pay = new PayPage(page, "sw");
    // Lets a wait be over at once.
    if (waitSeconds !== undefined) await page.clock.install();
    await page.goto(`/pay/${order.id}`);
    await expectEnding(page, "en", { order, words: failure.en });
    await page.goto(`/pay/${order.id}?lang=sw`);
    await expectEnding(page, "sw", { order, words: failure.sw });
    if (waitSeconds === undefined) {
      await expect(pay.phoneField).toHaveCount(1);
      await expect(page.getByRole("timer")).toHaveCount(0);
      return;
    }
    // The page says from when on, and has no form before.
    const timer = page.getByRole("timer");
    await expect(timer).toHaveText(/^\d:\d\d$/);
    await expect(pay.phoneField).toHaveCount(0);
    const [minutes = 0, seconds = 0] = (await timer.innerText()).split(":").map(Number);
    expect(60 * minutes + seconds).toBeGreaterThan(waitSeconds / 2);
    expect(60 * minutes + seconds).toBeLessThanOrEqual(waitSeconds);
    // The time of day alone: a question that is under way must not run out meanwhile.
    const now = await page.evaluate(() => Date.now());
    await page.clock.setSystemTime(now + 1_000 * waitSeconds);
    await expect(pay.phoneField).toBeVisible();
    await expect(page.getByRole("timer")).toHaveCount(0);
    await pay.expectText("Unaweza kujaribu tena sasa.");
    await expect(page.getByRole("status")).toHaveText("Unaweza kujaribu tena sasa.");
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
  const order = await api.createOrder({ amountKes: 1250 });
  await whileNumbersAreRefused(witness.sql, async () => {
    await pay.open(order.id);
    await pay.pay(phone.typed);
    await pay.expectScreen("This number cannot pay with M-PESA");
  });
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
