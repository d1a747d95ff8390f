import type { Page } from "@playwright/test";
import { expect, test, type Phone } from "./support/fixtures";
import { spaced } from "./support/handset";
import { PayPage, SCREEN } from "./support/pay-page";

/** Stands in the words of the customer's page in one language, and in no other script. */
const WORDS = { en: "Never type it on a web page", sw: "ukurasa wa wavuti" };

/** Reads every script before the page gets it; `letPass` decides whether it does. */
async function readScripts(page: Page, letPass: (script: string) => boolean): Promise<void> {
  await page.route("**/_next/static/chunks/*.js", async (route) => {
    const answer = await route.fetch();
    const script = await answer.text();
    if (letPass(script)) await route.fulfill({ response: answer, body: script });
    else await route.abort("connectionreset");
  });
}

/** Types a number until the page shows it back: then its scripts are at work. */
async function expectAwake(pay: PayPage, phone: Phone): Promise<void> {
  await expect(async () => {
    await pay.phoneField.fill("");
    await pay.phoneField.fill(phone.typed);
    await expect(pay.page.locator("form")).toContainText(spaced(phone), { timeout: 500 });
  }).toPass({ timeout: 20_000 });
}

test("a browser loads the words of the language that is shown, and of no other", async ({
  page,
  api,
  phone,
}) => {
  const { payUrl } = await api.createOrder({ amountKes: 100 });
  const scripts: string[] = [];
  await readScripts(page, (script) => scripts.push(script) > 0);
  for (const language of ["en", "sw"] as const) {
    scripts.length = 0;
    await page.goto(`${payUrl}?lang=${language}`);
    await expectAwake(new PayPage(page, language), phone);
    const said = Object.values(WORDS).filter((text) => scripts.some((it) => it.includes(text)));
    expect(said).toEqual([WORDS[language]]);
  }
});

test("a page whose words do not come stays as it was sent, and wakes up when they do", async ({
  page,
  pay,
  api,
  phone,
  pageWatch,
}) => {
  pageWatch.expectProblem(/chunks\/\S+ net::ERR_CONNECTION_RESET|Failed to load resource/);
  const { payUrl } = await api.createOrder({ amountKes: 100 });
  const line = { isUp: false, lost: 0 };
  await readScripts(page, (script) => {
    if (!script.includes(WORDS.en)) return true;
    if (!line.isUp) line.lost += 1;
    return line.isUp;
  });
  await page.goto(payUrl);
  // Asked for again by the bundler, and again by ourselves.
  await expect.poll(() => line.lost, { timeout: 20_000 }).toBeGreaterThan(2);
  await pay.expectScreen(SCREEN.pay);
  line.isUp = true;
  await expectAwake(pay, phone);
});
