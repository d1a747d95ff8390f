import type { Page } from "@playwright/test";
import { expect, test } from "./support/fixtures";
import { masked } from "./support/handset";
import { SCREEN } from "./support/pay-page";

const OFFLINE = "You are offline.";

/** The line drops at the very moment when the page fetches something about its order. */
function dropLineAtNextFetch(page: Page): Promise<void> {
  return new Promise((resolve, reject) => {
    page
      .route(
        /\/pay\//,
        async (route) => {
          await page.context().setOffline(true);
          await route.abort("internetdisconnected");
          resolve();
        },
        { times: 1 },
      )
      .catch(reject);
  });
}

/** The person looks at the page again: what it waits for is asked for at once. */
const look = (page: Page) => page.evaluate(() => window.dispatchEvent(new Event("focus")));

/** Marks the page that is open now; answers whether that is still the one. */
async function markPage(page: Page): Promise<() => Promise<boolean>> {
  await page.evaluate(() => void (document.documentElement.dataset["open"] = "still"));
  return () => page.evaluate(() => document.documentElement.dataset["open"] === "still");
}

test("the line drops while the page fetches what belongs to paid: it stays, and heals", async ({
  page,
  context,
  pay,
  api,
  phone,
  simulator,
  pageWatch,
}) => {
  pageWatch.expectProblem(/request failed: GET .*ERR_INTERNET_|console: .*ERR_INTERNET_/);
  const order = await api.createOrder({ amountKes: 181 });
  await pay.open(order.id);
  await pay.pay(phone.typed);
  await pay.expectScreen(SCREEN.waiting);
  await pay.expectText(`We sent a request to ${masked(phone)}.`);
  const isStillOpen = await markPage(page);
  const dropped = dropLineAtNextFetch(page);
  const prompt = await simulator.openPrompt(phone.msisdn);
  await simulator.answer(prompt.checkoutRequestId, "pay");
  await dropped;
  await pay.expectScreen(SCREEN.paid);
  await pay.expectText(OFFLINE, "Fetching the receipt…");
  await context.setOffline(false);
  const [debit] = await simulator.ledger();
  await expect(pay.receipt).toHaveText(debit?.receipt ?? "none", { timeout: 2_000 });
  await expect(pay.main).not.toContainText(OFFLINE);
  expect(await isStillOpen()).toBe(true);
});

test("the line drops while a receipt's number is looked for: both pages stay, and heal", async ({
  page,
  context,
  pay,
  api,
  phone,
  simulator,
  pageWatch,
  witness,
  letTimePass,
}) => {
  pageWatch.expectProblem(/request failed: GET .*ERR_INTERNET_|console: .*ERR_INTERNET_/);
  await simulator.setFaults({ callback: { drop: 1 } });
  const order = await api.createOrder({ amountKes: 182 });
  await pay.open(order.id);
  await pay.pay(phone.typed);
  await pay.expectScreen(SCREEN.waiting);
  const prompt = await simulator.openPrompt(phone.msisdn);
  await simulator.answer(prompt.checkoutRequestId, "pay");
  await letTimePass(order.id, 21);
  await expect
    .poll(() => witness.evidenceKinds(order.id))
    .toEqual(["push_accepted", "query_succeeded"]);
  // One answer does not count yet, but it came: the customer is told, and not asked for a PIN.
  await simulator.setFaults({ callback: { drop: 1 }, query: { random500: 1 } });
  await pay.expectScreen(SCREEN.checking);
  await pay.expectText("You entered your PIN on the phone", "M-PESA says that you have paid.");
  await simulator.setFaults({ callback: { drop: 1 } });
  await letTimePass(order.id, 30);
  await expect(pay.receipt).toHaveText("on its way");

  const dropAndHeal = async () => {
    const isStillOpen = await markPage(page);
    const dropped = dropLineAtNextFetch(page);
    await look(page);
    await dropped;
    await pay.expectText(OFFLINE);
    await expect(pay.receipt).toHaveText("on its way");
    return async () => {
      await context.setOffline(false);
      await expect(pay.main).not.toContainText(OFFLINE);
      expect(await isStillOpen()).toBe(true);
    };
  };
  await (
    await dropAndHeal()
  )();
  await page.getByRole("link", { name: "Show the receipt" }).click();
  await pay.expectText("Its receipt number follows, usually within minutes.");
  const heal = await dropAndHeal();
  await simulator.deliver(prompt.checkoutRequestId);
  await heal();
  const [debit] = await simulator.ledger();
  await expect(pay.receipt).toHaveText(debit?.receipt ?? "none");
  await expect(pay.main).not.toContainText("Its receipt number follows");
});

test("the answer to the form is lost: the page knows its phone and its receipt all the same", async ({
  page,
  context,
  pay,
  api,
  phone,
  simulator,
  pageWatch,
}) => {
  pageWatch.expectProblem(/ERR_CONNECTION_RESET/);
  const order = await api.createOrder({ amountKes: 183 });
  await pay.open(order.id);
  await page.route(/\/pay\//, async (route) => {
    if (route.request().method() !== "POST") return route.continue();
    await route.fetch();
    // What the browser never got it does not keep.
    await context.clearCookies({ name: "malipo_order" });
    await route.abort("connectionreset");
  });
  await pay.pay(phone.typed);
  await pay.expectScreen(SCREEN.waiting);
  await pay.expectText(`We sent a request to ${masked(phone)}.`);
  const prompt = await simulator.openPrompt(phone.msisdn);
  await simulator.answer(prompt.checkoutRequestId, "pay");
  const [debit] = await simulator.ledger();
  await expect(pay.receipt).toHaveText(debit?.receipt ?? "none");
  await page.reload();
  await expect(pay.receipt).toHaveText(debit?.receipt ?? "none");
  expect(await simulator.prompts()).toHaveLength(1);
});

test("a page that the browser had stopped or put away shows the truth at once", async ({
  page,
  context,
  pay,
  api,
  phone,
  simulator,
}) => {
  const order = await api.createOrder({ amountKes: 184 });
  await pay.open(order.id);
  await pay.pay(phone.typed);
  await pay.expectText(`We sent a request to ${masked(phone)}.`);
  const prompt = await simulator.openPrompt(phone.msisdn);
  const browser = await context.newCDPSession(page);
  await browser.send("Page.setWebLifecycleState", { state: "frozen" });
  await simulator.answer(prompt.checkoutRequestId, "cancel");
  await browser.send("Page.setWebLifecycleState", { state: "active" });
  await pay.expectScreen(SCREEN.cancelled, 2_000);
  await expect(pay.payButton).toBeVisible();

  // Put away as a whole by going elsewhere, and restored as it was by the button "back".
  await page.evaluate(() => void window.dispatchEvent(new PageTransitionEvent("pagehide")));
  await api.startAttempt(order.id, phone.typed);
  await pay.expectScreen(SCREEN.cancelled);
  const restored = { persisted: true };
  await page.evaluate(
    (how) => void window.dispatchEvent(new PageTransitionEvent("pageshow", how)),
    restored,
  );
  await pay.expectScreen(SCREEN.waiting, 2_000);
  await pay.expectNoForm();
});
