import { expect, test } from "./support/fixtures";
import { SCREEN } from "./support/pay-page";

// As on a serverless host, or behind a pooler: no question waits.
test.use({ ownStackOptions: { processes: 1, env: { STATUS_HOLD: "off" } } });

test("where nothing is held the page asks every second, and at once when the person is back", async ({
  page,
  pay,
  api,
  phone,
  simulator,
}) => {
  const order = await api.createOrder({ amountKes: 175 });
  await pay.open(order.id);
  await pay.pay(phone.typed);
  await pay.expectScreen(SCREEN.waiting);
  const askedAtMs: number[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/status")) askedAtMs.push(performance.now());
  });
  await expect.poll(() => askedAtMs.length, { timeout: 10_000 }).toBeGreaterThanOrEqual(4);
  const gaps = askedAtMs.slice(1).map((atMs, index) => atMs - (askedAtMs[index] ?? 0));
  for (const gapMs of gaps) expect(gapMs).toBeGreaterThan(700);
  const asked = askedAtMs.length;
  await page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await expect.poll(() => askedAtMs.length, { timeout: 500 }).toBeGreaterThan(asked);
  const prompt = await simulator.openPrompt(phone.msisdn);
  await simulator.answer(prompt.checkoutRequestId, "pay");
  await pay.expectScreen(SCREEN.paid, 5_000);
});
