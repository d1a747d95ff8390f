import { expect, test } from "./support/fixtures";
import { PayPage, SCREEN } from "./support/pay-page";
import { startMany, type Started } from "./support/many-payments";

// A database of their own: no query of another story counts.
test.use({ ownStackOptions: { processes: 1 } });

const CLOSED = 50;
const WATCHED = 8;
const POLL_MS = 250;
/** 20 s and 25 s after the push, and the time of the queries themselves. */
const FOUND_WITHIN_MS = 60_000;

/** Asks for the status again and again, as an open page does but more often, until it is final. */
async function watchStatus(appUrl: string, { orderId }: Started): Promise<void> {
  await expect(async () => {
    const response = await fetch(`${appUrl}/api/orders/${orderId}/status`);
    expect(await response.json()).toMatchObject({ status: "paid", pollAfterMs: null });
  }).toPass({ timeout: FOUND_WITHIN_MS, intervals: [POLL_MS] });
}

test("50 payments without callback and without anybody watching: each found by two questions", async ({
  page,
  api,
  newPhone,
  simulator,
  stack,
  witness,
}) => {
  test.setTimeout(120_000);
  await simulator.setFaults({
    autoAnswer: { pay: 1 },
    callback: { drop: 1 },
    // Slow enough that two questions about one attempt at a time would be seen.
    query: { latencyMs: [300, 900] },
  });
  const closed = await startMany(api, { count: CLOSED, newPhone });
  const watched = await startMany(api, { count: WATCHED, newPhone });
  const pay = new PayPage(page);
  const [onPage] = watched;
  await pay.open(onPage?.orderId ?? "");
  // Three watchers each, and one of them a page: many tabs, and still one question at a time.
  await Promise.all(watched.flatMap((one) => [0, 1, 2].map(() => watchStatus(stack.appUrl, one))));
  await pay.expectScreen(SCREEN.paid);

  await expect
    .poll(() => witness.countOrders("paid"), { timeout: FOUND_WITHIN_MS })
    .toBe(CLOSED + WATCHED);
  const all = [...closed, ...watched];
  expect((await simulator.ledger()).map(({ amountKes }) => amountKes).sort()).toEqual(
    all.map(({ amountKes }) => amountKes).sort(),
  );
  expect((await witness.payments()).map(({ orderId }) => orderId).sort()).toEqual(
    all.map(({ orderId }) => orderId).sort(),
  );
  // Paid within two seconds of the push, asked 20 and 25 s after it: two questions, never a third.
  for (const row of await witness.queries()) {
    expect(row, row.orderId).toMatchObject({
      queryCount: 2,
      kinds: ["query_succeeded", "query_succeeded"],
    });
    expect(row.shortestGapMs, row.orderId).toBeGreaterThanOrEqual(5_000);
  }
});

test("the budget of questions holds, however many pages ask", async ({
  api,
  newPhone,
  simulator,
  stack,
  witness,
  letTimePass,
}) => {
  const budget = 5;
  await witness.sql`update shortcodes set queries_per_minute = ${budget}`;
  await witness.sql`delete from rate_buckets where key like 'queries:%'`;
  // Above its own limit the simulator answers 429, which would be in the evidence.
  await simulator.setFaults({
    autoAnswer: { pay: 1 },
    answerDelayMs: [0, 0],
    callback: { drop: 1 },
    query: { perMinute: budget },
  });
  const started = await startMany(api, { count: 9, newPhone });
  await expect.poll(() => simulator.ledger()).toHaveLength(started.length);
  for (const { orderId } of started) await letTimePass(orderId, 21);
  const asked = async () => (await witness.queriesOf(started)).flatMap(({ kinds }) => kinds);
  const askEverywhere = () =>
    Promise.all([
      ...started.map(({ orderId }) => api.status(orderId)),
      ...started.map(() => api.sweep(stack.cronSecret)),
    ]);
  await askEverywhere();
  await expect.poll(async () => (await asked()).length).toBe(budget);
  // All are due for their first or second question now; the minute has room for none.
  for (const { orderId } of started) await letTimePass(orderId, 10);
  await askEverywhere();
  await askEverywhere();
  expect(await asked()).toEqual(Array.from({ length: budget }, () => "query_succeeded"));

  await witness.sql`update shortcodes set queries_per_minute = 600`;
  await simulator.setFaults({ callback: { drop: 1 } });
  await expect
    .poll(
      async () => {
        for (const { orderId } of started) await letTimePass(orderId, 10);
        await api.sweep(stack.cronSecret);
        return (await witness.payments()).length;
      },
      { timeout: 30_000 },
    )
    .toBe(started.length);
});
