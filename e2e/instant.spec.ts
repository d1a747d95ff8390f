import type { Page, Request } from "@playwright/test";
import { expect, test } from "./support/fixtures";
import { SCREEN } from "./support/pay-page";

test.use({ ownStackOptions: { processes: 2, env: { SWEEPER: "off" } } });

const isStatus = (request: Request) => new URL(request.url()).pathname.endsWith("/status");

/** Counts the page's questions, and how many of them were open at the same time. */
function countQuestions(page: Page) {
  const open = new Set<Request>();
  const counts = { asked: 0, mostAtOnce: 0 };
  page.on("request", (request) => {
    if (!isStatus(request)) return;
    open.add(request);
    counts.asked += 1;
    counts.mostAtOnce = Math.max(counts.mostAtOnce, open.size);
  });
  page.on("requestfinished", (request) => open.delete(request));
  page.on("requestfailed", (request) => open.delete(request));
  return counts;
}

/** Follows what else the page has under way, such as the answer to its form. */
function followOthers(page: Page): () => number {
  const open = new Set<Request>();
  page.on("request", (request) => {
    if (!isStatus(request)) open.add(request);
  });
  page.on("requestfinished", (request) => open.delete(request));
  page.on("requestfailed", (request) => open.delete(request));
  return () => open.size;
}

/** Keeps what the page's live region says from now on. */
async function listen(page: Page): Promise<() => Promise<(string | null)[]>> {
  // Strict: were there a second region, this would fail.
  const spoken = await page.getByRole("status").evaluateHandle((region) => {
    const said: (string | null)[] = [];
    const note = () => void said.push(region.textContent);
    const parts = { childList: true, characterData: true, subtree: true };
    new MutationObserver(note).observe(region, parts);
    return said;
  });
  return () => spoken.jsonValue();
}

/** A PIN takes this long: as many questions, had the page to ask by itself. */
const PERSON_TYPES_SECONDS = 6;

test("the page is told: few questions, one at a time, and paid as soon as the callback is in", async ({
  page,
  pay,
  api,
  phone,
  simulator,
}) => {
  const order = await api.createOrder({ amountKes: 150 });
  await pay.open(order.id);
  await pay.pay(phone.typed);
  await pay.expectScreen(SCREEN.waiting);
  const prompt = await simulator.openPrompt(phone.msisdn);
  const questions = countQuestions(page);
  await pay.expectText("We sent a request to 07");
  const spoken = await listen(page);
  const timer = page.getByRole("timer");
  const secondsLeft = async () => Number.parseInt(await timer.innerText(), 10);
  const atFirst = await secondsLeft();
  await expect
    .poll(secondsLeft, { timeout: 15_000 })
    .toBeLessThanOrEqual(atFirst - PERSON_TYPES_SECONDS);
  expect(questions.asked).toBeLessThanOrEqual(1);
  // The seconds go by in silence.
  expect(await spoken()).toEqual([]);
  await simulator.answer(prompt.checkoutRequestId, "pay");
  await pay.expectScreen(SCREEN.paid, 2_000);
  expect(await spoken()).toHaveLength(1);
  expect(questions.mostAtOnce).toBeLessThanOrEqual(1);
});

test("a page that is not seen is told as well", async ({ context, pay, api, phone, simulator }) => {
  const order = await api.createOrder({ amountKes: 155 });
  await pay.open(order.id);
  await pay.pay(phone.typed);
  await pay.expectScreen(SCREEN.waiting);
  const other = await context.newPage();
  await other.bringToFront();
  const prompt = await simulator.openPrompt(phone.msisdn);
  await simulator.answer(prompt.checkoutRequestId, "pay");
  await pay.expectScreen(SCREEN.paid, 2_000);
});

test("the server is deaf for a while: the page asks by itself and misses nothing", async ({
  page,
  pay,
  api,
  phone,
  simulator,
  witness,
}) => {
  const order = await api.createOrder({ amountKes: 160 });
  await pay.open(order.id);
  await pay.pay(phone.typed);
  await pay.expectScreen(SCREEN.waiting);
  const prompt = await simulator.openPrompt(phone.msisdn);
  const questions = countQuestions(page);
  await witness.sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'malipo-listen'`;
  await expect.poll(() => questions.asked).toBeGreaterThan(0);
  await simulator.answer(prompt.checkoutRequestId, "pay");
  await pay.expectScreen(SCREEN.paid, 5_000);
});

test("the line goes away and comes back: shown, healed, and asked at once", async ({
  context,
  pay,
  api,
  phone,
  simulator,
  pageWatch,
}) => {
  pageWatch.expectProblem(/request failed: GET .*\/status|ERR_INTERNET_DISCONNECTED/);
  const order = await api.createOrder({ amountKes: 165 });
  await pay.open(order.id);
  await pay.pay(phone.typed);
  await pay.expectScreen(SCREEN.waiting);
  // What belongs to this screen is there: nothing but the question is under way.
  await pay.expectText("We sent a request to 07");
  const prompt = await simulator.openPrompt(phone.msisdn);
  await context.setOffline(true);
  await pay.expectText("You are offline.");
  await simulator.answer(prompt.checkoutRequestId, "pay");
  await context.setOffline(false);
  await pay.expectScreen(SCREEN.paid, 2_000);
});

test("the server ends while pages wait: it is not held up, and the page says so", async ({
  pay,
  api,
  phone,
  ownStack,
  pageWatch,
}) => {
  pageWatch.expectProblem(/request failed: GET|console: .*ERR_/);
  const app = ownStack?.apps[1];
  const order = await api.createOrder({ amountKes: 170 });
  await pay.page.goto(`${app?.url ?? ""}/pay/${order.id}`);
  const othersUnderWay = followOthers(pay.page);
  await pay.pay(phone.typed);
  await pay.expectScreen(SCREEN.waiting);
  await pay.expectText("We sent a request to 07");
  // Nothing but the question is.
  await expect.poll(othersUnderWay).toBe(0);
  const startedMs = performance.now();
  await app?.stop();
  expect(performance.now() - startedMs).toBeLessThan(3_000);
  await pay.expectText("We cannot reach the server right now.");
});
