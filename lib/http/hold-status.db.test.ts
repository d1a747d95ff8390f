import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { makeId } from "@/lib/ids";
import { failureBody, newReceipt, successBody } from "@/lib/payments/fixtures/callback-bodies";
import { accepted, idsOf, queryInProgress, queryResult } from "@/lib/payments/fixtures/fake-daraja";
import { openTestShop, testEnv, type TestShop } from "@/lib/payments/fixtures/test-shop";
import { openRuntime, type Runtime } from "@/lib/runtime";
import { handleOrderStatus } from "./order-status";

/** Requests for the status that wait for news: what wakes them, and that nothing keeps them. */

let shop: TestShop;
let runtime: Runtime;

/** A process that listens; resolves once requests can wait. */
async function listen(started: Runtime): Promise<Runtime> {
  started.orderChanges.start();
  await vi.waitFor(() => expect(canWait(started)).toBe(true), { timeout: 10_000 });
  return started;
}

function canWait({ orderChanges }: Runtime): boolean {
  const waiter = orderChanges.join("nobody's");
  waiter?.leave();
  return waiter !== null;
}

beforeAll(async () => {
  shop = await openTestShop();
  runtime = await listen(shop.runtime);
});
afterAll(() => shop.close());
beforeEach(() => {
  shop.daraja.push = accepted;
  shop.daraja.query = queryInProgress;
});

const shape = z.looseObject({
  version: z.int(),
  status: z.string(),
  attempt: z.looseObject({ state: z.string() }).nullable(),
});

async function ask(orderId: string, query = "", by = runtime, signal?: AbortSignal) {
  const request = new Request(`http://localhost/api/orders/${orderId}/status${query}`, {
    ...(signal ? { signal } : {}),
  });
  const response = await handleOrderStatus(by, request, orderId, { defer: (work) => void work() });
  return shape.parse(await response.json());
}

const hold = (orderId: string, after: number, by = runtime) =>
  ask(orderId, `?after=${after}&wait=25`, by);

/** What a request brings that must not wait. */
async function atOnce<T>(answer: Promise<T>): Promise<T> {
  const startedMs = performance.now();
  const answered = await answer;
  expect(performance.now() - startedMs).toBeLessThan(5_000);
  return answered;
}

/** A request that waits for what comes after the order's present version. */
async function waiting(orderId: string, by = runtime) {
  const before = by.orderChanges.count();
  const { version } = await ask(orderId);
  const answer = hold(orderId, version, by);
  await expect.poll(() => by.orderChanges.count()).toBe(before + 1);
  return { version, answer };
}

const succeeded = (token: string) =>
  successBody(idsOf(token), { amountKes: 100, receipt: newReceipt() });

describe("a request that waits", () => {
  it("is answered when another process changes the order", async () => {
    const other = shop.openProcess();
    const orderId = await shop.makeOrder();
    const { call } = await shop.startedPush(orderId);
    const { version, answer } = await waiting(orderId);
    await shop.callBack(call, succeeded(call.callbackToken), other);
    const view = await atOnce(answer);
    expect(view).toMatchObject({ status: "paid", attempt: { state: "succeeded" } });
    expect(view.version).toBeGreaterThan(version);
    expect(runtime.orderChanges.count()).toBe(0);
  });

  it("hears of a start and of its push, one after the other", async () => {
    const orderId = await shop.makeOrder();
    const { version, answer } = await waiting(orderId);
    const starting = shop.startedPush(orderId);
    const first = await answer;
    expect(first.version).toBeGreaterThan(version);
    const { call } = await starting;
    if (first.attempt?.state === "sending") {
      expect((await hold(orderId, first.version)).attempt?.state).toBe("waiting");
    }
    const next = await waiting(orderId);
    await shop.callBack(call, failureBody(idsOf(call.callbackToken), 2001));
    expect((await next.answer).attempt?.state).toBe("failed");
  });

  it("is answered when the prompt ends, with nothing written", async () => {
    const orderId = await shop.makeOrder();
    await shop.startedPush(orderId);
    await shop.witness`update attempts
      set prompt_ends_at = clock_timestamp() + interval '300 milliseconds'
      where order_id = ${orderId}`;
    const stored = (await shop.readOrder(orderId)).version;
    const view = await atOnce(hold(orderId, stored));
    expect(view.attempt?.state).toBe("checking");
    expect(view.version).toBe(stored + 1);
    expect((await shop.readOrder(orderId)).version).toBe(stored);
  });

  it("goes on waiting when it is woken for nothing", async () => {
    const orderId = await shop.makeOrder();
    const { call } = await shop.startedPush(orderId);
    const { answer } = await waiting(orderId);
    await shop.witness`select pg_notify('malipo_order', ${orderId})`;
    await shop.callBack(call, succeeded(call.callbackToken));
    expect((await answer).status).toBe("paid");
  });

  it("is answered with what there is when its time is over", async () => {
    const orderId = await shop.makeOrder();
    const { version } = await ask(orderId);
    const startedMs = performance.now();
    expect((await ask(orderId, `?after=${version}&wait=1`)).version).toBe(version);
    expect(performance.now() - startedMs).toBeGreaterThan(950);
  });

  it("leaves no trace when the person goes away", async () => {
    const orderId = await shop.makeOrder();
    const { version } = await ask(orderId);
    const leaving = new AbortController();
    const answer = ask(orderId, `?after=${version}&wait=25`, runtime, leaving.signal);
    await expect.poll(() => runtime.orderChanges.count()).toBe(1);
    leaving.abort();
    await atOnce(answer);
    expect(runtime.orderChanges.count()).toBe(0);
  });

  it("asks Safaricom when a query comes due, and hears of the answers", async () => {
    const orderId = await shop.makeOrder();
    await shop.startedPush(orderId);
    shop.daraja.query = () => queryResult("0");
    const { answer } = await waiting(orderId);
    await shop.age(orderId, 21);
    const first = await atOnce(answer);
    expect(first.status).toBe("open");
    expect((await shop.readEvidence(orderId)).map(({ kind }) => kind)).toContain("query_succeeded");
    const second = hold(orderId, first.version);
    await expect.poll(() => runtime.orderChanges.count()).toBe(1);
    await shop.age(orderId, 6);
    expect((await second).status).toBe("paid");
  });

  it("brings a query forward at its own time, with no other clock", async () => {
    const orderId = await shop.makeOrder();
    await shop.startedPush(orderId);
    await shop.witness`update attempts
      set next_check_at = clock_timestamp() + interval '300 milliseconds'
      where order_id = ${orderId}`;
    const before = shop.daraja.calls.query.length;
    const { answer } = await waiting(orderId);
    await atOnce(answer);
    expect(shop.daraja.calls.query.length).toBe(before + 1);
  });
});

describe("a request is answered at once", () => {
  const present = async (
    query: (version: number) => string,
    makeOrder = () => shop.makeOrder(),
  ) => {
    const orderId = await makeOrder();
    const { version } = await ask(orderId);
    expect((await atOnce(ask(orderId, query(version)))).version).toBe(version);
  };

  it.each([
    ["without a wait", (version: number) => `?after=${version}`],
    ["with too long a wait", (version: number) => `?after=${version}&wait=26`],
    ["when there is news", (version: number) => `?after=${version - 1}&wait=25`],
    ["when it claims to know more", (version: number) => `?after=${version + 1}&wait=25`],
  ])("%s", (_when, query) => present(query));

  it("when the order is final", () =>
    present(
      (version) => `?after=${version}&wait=25`,
      async () => {
        const orderId = await shop.makeOrder();
        const { call } = await shop.startedPush(orderId);
        await shop.callBack(call, succeeded(call.callbackToken));
        return orderId;
      },
    ));

  it("when there is no such order", async () => {
    const orderId = makeId("order");
    const request = new Request(`http://localhost/api/orders/${orderId}/status?after=1&wait=25`);
    const asking = handleOrderStatus(runtime, request, orderId, { defer: () => undefined });
    expect((await atOnce(asking)).status).toBe(404);
    expect(runtime.orderChanges.count()).toBe(0);
  });

  it("where this process does not listen", async () => {
    const deaf = shop.openProcess();
    const orderId = await shop.makeOrder();
    expect((await atOnce(hold(orderId, 1, deaf))).version).toBe(1);
  });

  it("where as many wait for the order as may", async () => {
    const orderId = await shop.makeOrder();
    const waiters = Array.from({ length: 50 }, () => runtime.orderChanges.join(orderId));
    expect(waiters).not.toContain(null);
    expect((await atOnce(hold(orderId, 1))).version).toBe(1);
    for (const waiter of waiters) waiter?.leave();
    expect(runtime.orderChanges.count()).toBe(0);
  });

  it("where as many wait in this process as may", async () => {
    const small = openRuntime(testEnv(shop.url, { STATUS_HOLD_LIMIT: "2" }));
    await listen(small);
    const orders = await Promise.all([1, 2, 3].map(() => shop.makeOrder()));
    const held = orders.slice(0, 2).map((orderId) => hold(orderId, 1, small));
    await expect.poll(() => small.orderChanges.count()).toBe(2);
    expect((await atOnce(hold(orders[2] ?? "", 1, small))).version).toBe(1);
    // What waits when the process ends is answered then.
    const stopping = small.orderChanges.stop();
    expect((await atOnce(Promise.all(held))).map(({ version }) => version)).toEqual([1, 1]);
    await stopping;
    expect((await atOnce(hold(orders[0] ?? "", 1, small))).version).toBe(1);
    await small.close();
  });
});

describe("the listening connection", () => {
  it("is one, and when it is lost those who wait are answered; then it heals", async () => {
    const listeners = () => shop.witness<{ pid: number }[]>`
      select pid from pg_stat_activity
      where datname = current_database() and application_name = 'malipo-listen'`;
    expect(await listeners()).toHaveLength(1);
    const orderId = await shop.makeOrder();
    const { call } = await shop.startedPush(orderId);
    const { version, answer } = await waiting(orderId);
    await shop.witness`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = 'malipo-listen'`;
    expect((await atOnce(answer)).version).toBe(version);
    await expect.poll(() => canWait(runtime), { timeout: 10_000 }).toBe(true);
    expect(await listeners()).toHaveLength(1);
    const again = await waiting(orderId);
    await shop.callBack(call, succeeded(call.callbackToken));
    expect((await again.answer).status).toBe("paid");
  });

  it("tells nothing but the ids of the order and of its merchant", async () => {
    const told: string[] = [];
    const listening = await shop.witness.listen("malipo_order", (payload) => {
      told.push(payload);
    });
    const orderId = await shop.makeOrder();
    const { merchant_id } = await shop.readOrder(orderId);
    const { call } = await shop.startedPush(orderId);
    await shop.callBack(call, succeeded(call.callbackToken));
    // The order itself; then, of both, the claim, what the push brought, the callback.
    const changed = [orderId, merchant_id];
    await expect.poll(() => told).toEqual([merchant_id, ...changed, ...changed, ...changed]);
    await listening.unlisten();
  });
});
