import { chromium, type Browser, type Page } from "@playwright/test";
import { findBrowser } from "@/e2e/support/browser";
import { callBack } from "./call-back";
import type { StartedPayment } from "./start-payments";

/** Open at the same time; each in a browser profile of its own, as on phones of their own. */
const PAGES_AT_ONCE = 6;
const PAID_HEADING = "Payment received";

async function openPage(browser: Browser, appUrl: string, orderId: string): Promise<Page> {
  const context = await browser.newContext({ locale: "en-KE", timezoneId: "Africa/Nairobi" });
  const page = await context.newPage();
  // Answered with a status once: the page's script is at work, and its next question waits.
  const asks = page.waitForRequest((request) => request.url().includes("/status"));
  await page.goto(`${appUrl}/pay/${orderId}`);
  await asks;
  return page;
}

/** When the heading comes to say so, by the clock of this machine. */
function whenPaid(page: Page): Promise<number> {
  return page.evaluate(
    (heading) =>
      // No function in here may have a name: what transpiles this file would wrap it.
      new Promise<number>((resolve) => {
        new MutationObserver(() => {
          if (document.querySelector("h1")?.textContent === heading) resolve(Date.now());
        }).observe(document, { subtree: true, childList: true, characterData: true });
      }),
    PAID_HEADING,
  );
}

async function measure(page: Page, payment: StartedPayment): Promise<number> {
  const paidAt = whenPaid(page);
  // The observer is in place once the page answers the next question.
  await page.evaluate(() => document.readyState);
  const sentAt = Date.now();
  await callBack(payment);
  return (await paidAt) - sentAt;
}

/**
 * Pays these payments one after the other while their pages are open in Chromium, and answers for
 * each how many milliseconds passed from sending the callback until the page's heading said paid.
 */
export async function payInBrowser(
  appUrl: string,
  payments: readonly StartedPayment[],
): Promise<number[]> {
  const browser = await chromium.launch(await findBrowser());
  const delaysMs: number[] = [];
  try {
    for (let start = 0; start < payments.length; start += PAGES_AT_ONCE) {
      const some = payments.slice(start, start + PAGES_AT_ONCE);
      const pages: Page[] = [];
      for (const { orderId } of some) pages.push(await openPage(browser, appUrl, orderId));
      for (const [index, payment] of some.entries()) {
        const page = pages[index];
        if (page !== undefined) delaysMs.push(await measure(page, payment));
      }
      await Promise.all(pages.map((page) => page.context().close()));
    }
  } finally {
    await browser.close();
  }
  return delaysMs;
}
