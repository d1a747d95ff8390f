import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { failureBody, newReceipt, successBody } from "./fixtures/callback-bodies";
import {
  accepted,
  gate,
  html,
  idsOf,
  queryInProgress,
  queryResult,
  reset,
  tokenRejected,
} from "./fixtures/fake-daraja";
import { brokenRules, only, openTestShop, type TestShop } from "./fixtures/test-shop";
import { sweep } from "./sweep";
import { startSweepLoop } from "./sweep-loop";

let shop: TestShop;

beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop.close());
beforeEach(() => {
  shop.daraja.push = accepted;
  shop.daraja.query = queryInProgress;
});

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

async function prompted(options: Parameters<TestShop["makeOrder"]>[0] = {}, seconds = 0) {
  const orderId = await shop.makeOrder(options);
  const { call, attemptId } = await shop.startedPush(orderId);
  if (seconds > 0) await shop.age(orderId, seconds);
  return { orderId, attemptId, call };
}

/** Lets time pass and sweeps the order; answers how many queries were sent. */
async function sweepAfter(orderId: string, seconds: number): Promise<number> {
  if (seconds > 0) await shop.age(orderId, seconds);
  return (await sweep(shop.runtime, orderId)).queriesSent;
}

describe("stale sends", () => {
  it("are unknown after 30 s, not before, and still live", async () => {
    const orderId = await shop.makeOrder();
    const { open, opened } = gate();
    shop.daraja.push = async (call) => {
      await opened;
      return accepted(call);
    };
    const started = shop.start(orderId);
    await expect.poll(() => shop.readAttempts(orderId), { timeout: 10_000 }).toHaveLength(1);
    await shop.age(orderId, 25);
    expect((await sweep(shop.runtime, orderId)).staleSends).toBe(0);
    await shop.age(orderId, 6);
    expect((await sweep(shop.runtime, orderId)).staleSends).toBe(1);
    expect(await shop.readAttempt(orderId)).toMatchObject({ push: "unknown", outcome: "pending" });
    // The process was only frozen: its answer still counts.
    open();
    expect(await started).toMatchObject({ ok: true, push: "accepted" });
    expect(await brokenRules(shop, orderId)).toEqual([]);
  });
});

describe("windows and expiry", () => {
  it("rule 3: an attempt is unresolved after 5 min, not before", async () => {
    const { orderId } = await prompted({}, 290);
    expect((await sweep(shop.runtime, orderId)).windowsEnded).toBe(0);
    await shop.age(orderId, 11);
    expect((await sweep(shop.runtime, orderId)).windowsEnded).toBe(1);
    expect(await shop.readAttempt(orderId)).toMatchObject({ outcome: "unresolved" });
  });

  it("rule 3: after 48 h an attempt that cannot be asked about is a person's case", async () => {
    shop.daraja.push = reset;
    const orderId = await shop.makeOrder({ expiresInSeconds: 30 * 86_400 });
    await shop.start(orderId);
    await sweepAfter(orderId, 47 * 3_600);
    await sweep(shop.runtime, orderId);
    expect(await shop.readOrder(orderId)).toMatchObject({ status: "open", flags: [] });
    await sweepAfter(orderId, 3_700);
    expect(await shop.readOrder(orderId)).toMatchObject({ flags: ["needs_review"] });
    expect(await shop.readAttempt(orderId)).toMatchObject({ outcome: "unresolved" });
    expect((await sweep(shop.runtime, orderId)).checksEnded).toBe(0);
  });

  it("an order expires when its time has come and nothing is pending or in review", async () => {
    const idle = await shop.makeOrder({ expiresInSeconds: 60 });
    const pending = await prompted({ expiresInSeconds: 60 });
    const reviewed = await prompted({ expiresInSeconds: 60 });
    await shop.callBack(
      reviewed.call,
      successBody(idsOf(reviewed.call.callbackToken), { amountKes: 99, receipt: newReceipt() }),
    );
    for (const orderId of [idle, pending.orderId, reviewed.orderId]) {
      await sweepAfter(orderId, 61);
    }
    expect((await shop.readOrder(idle)).status).toBe("expired");
    expect((await shop.readOrder(pending.orderId)).status).toBe("open");
    expect((await shop.readOrder(reviewed.orderId)).status).toBe("open");
    await sweepAfter(pending.orderId, 300);
    await sweep(shop.runtime, pending.orderId);
    expect((await shop.readOrder(pending.orderId)).status).toBe("expired");
    expect(await shop.readAttempt(pending.orderId)).toMatchObject({ outcome: "unresolved" });
  });

  it("an expired order with an unresolved attempt goes on being asked about", async () => {
    const { orderId } = await prompted({ expiresInSeconds: 60 });
    await sweepAfter(orderId, 310);
    await sweep(shop.runtime, orderId);
    expect((await shop.readOrder(orderId)).status).toBe("expired");
    shop.daraja.query = () => queryResult("0");
    expect(await sweepAfter(orderId, 3_600)).toBe(1);
    expect(await sweepAfter(orderId, 6)).toBe(1);
    expect(await shop.readOrder(orderId)).toMatchObject({
      status: "paid",
      flags: ["late", "receipt_pending"],
    });
  });
});

describe("rule 9: queries", () => {
  it("are not sent before they are due, and one at a time", async () => {
    const { orderId } = await prompted();
    expect(await sweepAfter(orderId, 0)).toBe(0);
    expect(await sweepAfter(orderId, 21)).toBe(1);
    expect(await sweepAfter(orderId, 0)).toBe(0);
    expect(await sweepAfter(orderId, 10)).toBe(1);
  });

  it("make the order paid with the receipt pending; the late callback fills it in", async () => {
    const { orderId, call } = await prompted();
    shop.daraja.query = () => queryResult("0");
    expect(await sweepAfter(orderId, 21)).toBe(1);
    expect(await shop.readAttempt(orderId)).toMatchObject({ outcome: "pending" });
    expect(await sweepAfter(orderId, 3)).toBe(0);
    expect(await sweepAfter(orderId, 3)).toBe(1);
    expect(await shop.readOrder(orderId)).toMatchObject({
      status: "paid",
      paid_kes: 100,
      flags: ["receipt_pending"],
    });
    expect(await shop.readPayments(orderId)).toMatchObject([{ receipt: null, counted: true }]);
    const receipt = newReceipt();
    await shop.callBack(call, successBody(idsOf(call.callbackToken), { amountKes: 100, receipt }));
    expect(await shop.readOrder(orderId)).toMatchObject({
      status: "paid",
      paid_kes: 100,
      flags: [],
    });
    expect(await shop.readPayments(orderId)).toMatchObject([{ receipt, counted: true }]);
    expect(await brokenRules(shop, orderId)).toEqual([]);
  });

  it("free the slot by a failure only when it was said twice from 90 s on", async () => {
    const { orderId } = await prompted();
    shop.daraja.query = () => queryResult("1032");
    for (const seconds of [21, 10, 30]) {
      expect(await sweepAfter(orderId, seconds)).toBe(1);
      expect(await shop.readAttempt(orderId)).toMatchObject({ outcome: "pending" });
    }
    expect(await sweepAfter(orderId, 30)).toBe(1);
    expect(await shop.readAttempt(orderId)).toMatchObject({ outcome: "pending" });
    expect(await sweepAfter(orderId, 6)).toBe(1);
    expect(await shop.readAttempt(orderId)).toMatchObject({
      outcome: "failed",
      reason: "cancelled_or_timed_out",
    });
    expect(await shop.start(orderId)).toMatchObject({ ok: true });
  });

  it("ask again about a failed attempt at 5 min, and a success then wins", async () => {
    const { orderId, call } = await prompted();
    await shop.callBack(call, failureBody(idsOf(call.callbackToken)));
    expect(await sweepAfter(orderId, 200)).toBe(0);
    shop.daraja.query = () => queryResult("0");
    expect(await sweepAfter(orderId, 101)).toBe(1);
    expect(await sweepAfter(orderId, 6)).toBe(1);
    expect(await shop.readOrder(orderId)).toMatchObject({
      status: "paid",
      flags: ["after_failure", "receipt_pending"],
    });
  });

  it("in flight when a review began still count: its own amount, and review stays", async () => {
    const { orderId, call } = await prompted();
    const body = successBody(idsOf(call.callbackToken), { amountKes: 99, receipt: newReceipt() });
    shop.daraja.query = () => queryResult("0");
    expect(await sweepAfter(orderId, 21)).toBe(1);
    shop.daraja.query = async () => {
      await shop.callBack(call, body);
      return queryResult("0");
    };
    expect(await sweepAfter(orderId, 6)).toBe(1);
    expect(await shop.readAttempt(orderId)).toMatchObject({
      outcome: "succeeded",
      reported_amount_kes: 99,
    });
    expect(await shop.readOrder(orderId)).toMatchObject({
      status: "paid",
      paid_kes: 100,
      flags: ["needs_review"],
    });
    expect(await shop.readPayments(orderId)).toMatchObject([{ amount_kes: 100, counted: true }]);
    expect(await brokenRules(shop, orderId)).toEqual([]);
  });

  it.each([
    ["an HTML page", () => html(503)],
    ["a reset", reset],
    ["4999", () => queryResult("4999")],
    ["a code nobody knows", () => queryResult("7777")],
    ["an id nobody knows", queryInProgress],
    ["a rejected token, twice", tokenRejected],
  ])("say nothing by %s, and go on by the schedule", async (_name, query) => {
    const { orderId } = await prompted();
    shop.daraja.query = query;
    for (const seconds of [21, 10, 30, 30, 40]) {
      expect(await sweepAfter(orderId, seconds)).toBe(1);
      expect(await shop.readAttempt(orderId)).toMatchObject({ outcome: "pending" });
    }
  });

  it("renew a rejected token and ask again", async () => {
    const { orderId } = await prompted();
    const before = shop.daraja.calls.query.length;
    shop.daraja.query = (call) =>
      call.number === before + 1 ? tokenRejected() : queryResult("1037");
    await sweepAfter(orderId, 21);
    const calls = shop.daraja.calls.query.slice(before);
    expect(calls).toHaveLength(2);
    expect(calls[0]?.authorization).not.toBe(calls[1]?.authorization);
    expect((await shop.readEvidence(orderId)).map(({ kind }) => kind)).toContain("query_failed");
  });

  it("store two equal answers as two rows", async () => {
    const { orderId } = await prompted();
    shop.daraja.query = () => queryResult("0");
    await sweepAfter(orderId, 21);
    await sweepAfter(orderId, 6);
    const rows = (await shop.readEvidence(orderId)).filter((e) => e.source === "query");
    expect(rows.map(({ kind }) => kind)).toEqual(["query_succeeded", "query_succeeded"]);
  });
});

describe("the lease", () => {
  it("allows one question at a time for an attempt, whoever asks", async () => {
    const { orderId } = await prompted({}, 21);
    const other = shop.openProcess();
    const { open, opened } = gate();
    const before = shop.daraja.calls.query.length;
    shop.daraja.query = async () => {
      await opened;
      return queryInProgress();
    };
    const sweeps = times(10, (n) => sweep(n % 2 === 0 ? shop.runtime : other, orderId));
    const settled = Promise.all(sweeps);
    await expect.poll(() => shop.daraja.calls.query.length, { timeout: 10_000 }).toBe(before + 1);
    // Everybody else is done while the one question is under way.
    const late = await sweep(other, orderId);
    expect(late.queriesSent).toBe(0);
    open();
    const sent = (await settled).reduce((sum, { queriesSent }) => sum + queriesSent, 0);
    expect(sent).toBe(1);
    expect(await shop.readAttempt(orderId)).toMatchObject({ query_count: 1 });
  });

  it("is free again 15 s after its holder died", async () => {
    const { orderId, attemptId } = await prompted({}, 21);
    await shop.witness`update attempts set query_count = query_count + 1,
      check_lease_until = clock_timestamp() + interval '15 seconds' where id = ${attemptId}`;
    expect(await sweepAfter(orderId, 14)).toBe(0);
    expect(await sweepAfter(orderId, 2)).toBe(1);
  });
});

describe("the query budget of a shortcode", () => {
  it("is exact under concurrency and over processes", async () => {
    const merchant = await shop.makeMerchant({ queriesPerMinute: 5 });
    const orders = await Promise.all(times(12, () => prompted({ merchant }, 21)));
    const other = shop.openProcess();
    const before = shop.daraja.calls.query.length;
    const sweeps = orders.flatMap(({ orderId }, n) => [
      sweep(n % 2 === 0 ? shop.runtime : other, orderId),
      sweep(n % 2 === 0 ? other : shop.runtime, orderId),
    ]);
    await Promise.all(sweeps);
    expect(shop.daraja.calls.query.length - before).toBe(5);
    await Promise.all(orders.map(({ orderId }) => sweep(shop.runtime, orderId)));
    expect(shop.daraja.calls.query.length - before).toBe(5);
    await shop.ageBuckets(61);
    await Promise.all(orders.map(({ orderId }) => sweep(shop.runtime, orderId)));
    expect(shop.daraja.calls.query.length - before).toBe(10);
  });

  it("leaves half of it to those that customers wait for", async () => {
    const merchant = await shop.makeMerchant({ queriesPerMinute: 4 });
    const failed = await Promise.all(times(6, () => prompted({ merchant })));
    for (const { call } of failed) {
      await shop.callBack(call, failureBody(idsOf(call.callbackToken)));
    }
    await Promise.all(failed.map(({ orderId }) => shop.age(orderId, 301)));
    const before = shop.daraja.calls.query.length;
    await Promise.all(failed.map(({ orderId }) => sweep(shop.runtime, orderId)));
    expect(shop.daraja.calls.query.length - before).toBe(2);
    const waiting = await Promise.all(times(4, () => prompted({ merchant }, 21)));
    await Promise.all(waiting.map(({ orderId }) => sweep(shop.runtime, orderId)));
    expect(shop.daraja.calls.query.length - before).toBe(4);
  });

  it("of one merchant, when spent, does not keep the sweeper from the others", async () => {
    const slow = await shop.makeMerchant({ queriesPerMinute: 1 });
    const first = await prompted({ merchant: slow });
    // Far more due attempts of one shortcode than a batch holds, all older than the other's.
    await shop.witness`
      insert into orders (id, merchant_id, shortcode_id, amount_kes, title, account_reference, expires_at)
      select 'crowd_' || n, merchant_id, shortcode_id, 100, 'Crowd', 'CROWD' || n, now() + interval '1 day'
      from orders, generate_series(1, 250) as n where id = ${first.orderId}`;
    await shop.witness`
      insert into attempts (id, merchant_id, order_id, shortcode_id, amount_kes, token_sha256, push,
        checkout_request_id, pushed_at, next_check_at)
      select 'crowd_' || n, merchant_id, 'crowd_' || n, shortcode_id, 100,
        decode(md5('crowd' || n), 'hex'), 'accepted', 'ws_CO_crowd' || n,
        now() - interval '1 minute', now() - interval '1 minute'
      from attempts, generate_series(1, 250) as n where order_id = ${first.orderId}`;
    const waiting = await prompted({}, 21);
    const passes = [];
    for (let pass = 0; pass < 2; pass += 1) passes.push(await sweep(shop.runtime));
    expect(passes.every(({ failures }) => failures === 0)).toBe(true);
    expect(await shop.readAttempt(waiting.orderId)).toMatchObject({ query_count: 1 });
    await shop.witness`update attempts set next_check_at = null where id like 'crowd_%'`;
  });
});

describe("a pass", () => {
  it("may run five times at once", async () => {
    const merchant = await shop.makeMerchant();
    const orders = await Promise.all([
      ...times(4, () => prompted({ merchant, expiresInSeconds: 60 }, 310)),
      ...times(4, () => prompted({ merchant }, 25)),
    ]);
    const other = shop.openProcess();
    const before = shop.daraja.calls.query.length;
    const passes = await Promise.all(times(5, (n) => sweep(n % 2 === 0 ? shop.runtime : other)));
    expect(passes.map(({ failures }) => failures)).toEqual([0, 0, 0, 0, 0]);
    const asked = shop.daraja.calls.query.slice(before).map((call) => call.checkoutRequestId);
    const ours = new Set(orders.map(({ call }) => idsOf(call.callbackToken).checkoutRequestId));
    for (const id of ours) expect(asked.filter((each) => each === id)).toHaveLength(1);
    await sweep(shop.runtime);
    for (const { orderId } of orders) expect(await brokenRules(shop, orderId)).toEqual([]);
    const unresolved = await shop.witness<{ count: number }[]>`
      select count(*)::int as count from attempts
      where merchant_id = ${merchant.merchantId} and outcome = 'unresolved'`;
    expect(only(unresolved).count).toBe(4);
    const expired = await shop.witness<{ count: number }[]>`
      select count(*)::int as count from orders
      where merchant_id = ${merchant.merchantId} and status = 'expired'`;
    expect(only(expired).count).toBe(4);
  });

  it("goes on when one order's check fails", async () => {
    const bad = await prompted({}, 21);
    const good = await prompted({}, 21);
    await shop.witness`update shortcodes set pass_key_sealed = 'x'
      where id = (select shortcode_id from orders where id = ${bad.orderId})`;
    const counts = await sweep(shop.runtime);
    expect(counts.failures).toBeGreaterThan(0);
    expect(await shop.readAttempt(good.orderId)).toMatchObject({ query_count: 1 });
    await shop.witness`update attempts set next_check_at = null where order_id = ${bad.orderId}`;
  });

  it("of one order tends that order alone", async () => {
    const ours = await prompted({ expiresInSeconds: 60 }, 310);
    const theirs = await prompted({ expiresInSeconds: 60 }, 310);
    const before = await shop.readOrder(theirs.orderId);
    for (let pass = 0; pass < 2; pass += 1) await sweep(shop.runtime, ours.orderId);
    expect(await shop.readOrder(ours.orderId)).toMatchObject({ status: "expired" });
    expect(await shop.readOrder(theirs.orderId)).toEqual(before);
    expect(await shop.readAttempt(theirs.orderId)).toMatchObject({
      outcome: "pending",
      query_count: 0,
    });
  });

  it("finds nothing to do the second time", async () => {
    const { orderId } = await prompted({}, 21);
    await sweep(shop.runtime, orderId);
    const version = (await shop.readOrder(orderId)).version;
    await Promise.all(times(5, () => sweep(shop.runtime, orderId)));
    expect((await shop.readOrder(orderId)).version).toBe(version);
  });

  it("prunes buckets that nobody hits", async () => {
    await prompted();
    await shop.ageBuckets(2 * 86_400);
    expect((await sweep(shop.runtime)).bucketsPruned).toBeGreaterThan(0);
  });
});

describe("the loop", () => {
  it("sweeps until it is stopped, and stops promptly", async () => {
    const { orderId } = await prompted({}, 21);
    const loop = startSweepLoop(shop.runtime, { intervalMs: 600_000 });
    await expect
      .poll(async () => (await shop.readAttempt(orderId)).query_count, { timeout: 10_000 })
      .toBe(1);
    await loop.stop();
  });
});
