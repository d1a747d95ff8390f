import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { asMerchant } from "@/lib/merchants/as-merchant";
import { listOrderRows } from "@/lib/merchants/list-orders";
import { NO_FILTER } from "@/lib/merchants/no-filter";
import { newReceipt, successBody } from "@/lib/payments/fixtures/callback-bodies";
import { accepted, idsOf } from "@/lib/payments/fixtures/fake-daraja";
import { openTestShop, type TestShop } from "@/lib/payments/fixtures/test-shop";
import { answerPageMark } from "./answer-page-mark";

/** Open pages of the dashboard that wait for news: what wakes them, and whose changes do not. */

let shop: TestShop;

beforeAll(async () => {
  shop = await openTestShop();
  const { orderChanges } = shop.runtime;
  orderChanges.start();
  await vi.waitFor(
    () => {
      const waiter = orderChanges.join("nobody's");
      waiter?.leave();
      expect(waiter).not.toBeNull();
    },
    { timeout: 10_000 },
  );
});
afterAll(() => shop.close());
beforeEach(() => {
  shop.daraja.push = accepted;
});

const answered = z.object({ mark: z.string() });
const START = { before: null, after: null };

/** The orders list of an order's merchant, open in front of somebody. */
async function openPage(orderId: string, personId = "person", by = shop.runtime) {
  const { merchant_id: merchantId } = await shop.readOrder(orderId);
  const merchant = asMerchant(shop.runtime, { merchantId });
  let readings = 0;
  const read = () => {
    readings += 1;
    return listOrderRows(shop.runtime, merchant, { place: START, filter: NO_FILTER });
  };
  const ask = async (query = "", signal?: AbortSignal) => {
    const address = `http://localhost/dashboard/orders/changes${query}`;
    const request = new Request(address, signal ? { signal } : {});
    const response = await answerPageMark(by, request, { merchant, personId, read });
    expect(response.headers.get("cache-control")).toContain("no-store");
    return answered.parse(await response.json()).mark;
  };
  const waits = () => shop.runtime.orderChanges.count();
  return {
    merchantId,
    ask,
    /** A request that waits for what comes after now. */
    hold: async () => {
      const before = waits();
      const mark = await ask();
      const answer = ask(`?mark=${mark}&wait=25`);
      await expect.poll(waits).toBe(before + 1);
      await expect.poll(() => readings).toBe(2);
      return { mark, answer };
    },
  };
}

/** What a request brings that must not wait. */
async function atOnce<T>(answer: Promise<T>): Promise<T> {
  const startedMs = performance.now();
  const value = await answer;
  expect(performance.now() - startedMs).toBeLessThan(5_000);
  return value;
}

async function pay(orderId: string, by = shop.runtime): Promise<void> {
  const { call } = await shop.startedPush(orderId);
  const body = successBody(idsOf(call.callbackToken), { amountKes: 100, receipt: newReceipt() });
  await shop.callBack(call, body, by);
}

describe("an open page of the dashboard", () => {
  it("is told when another process changes an order of its merchant", async () => {
    const orderId = await shop.makeOrder();
    const page = await openPage(orderId);
    const { mark, answer } = await page.hold();
    await pay(orderId, shop.openProcess());
    expect(await atOnce(answer)).not.toBe(mark);
    expect(shop.runtime.orderChanges.count()).toBe(0);
  });

  it("is woken by nothing of another merchant's", async () => {
    const { orderChanges } = shop.runtime;
    const ours = await shop.makeOrder();
    const theirs = await shop.makeOrder();
    const { merchant_id } = await shop.readOrder(ours);
    expect((await shop.readOrder(theirs)).merchant_id).not.toBe(merchant_id);
    const page = orderChanges.joinMerchant(merchant_id, "person");
    const sentinel = orderChanges.join("sentinel");
    let isWoken = false;
    const waking = page?.nap(60_000).then(() => (isWoken = true));
    await pay(theirs);
    await shop.makeOrder();
    // What is told is heard in turn: all that came before this was heard.
    await shop.witness`select pg_notify('malipo_order', 'sentinel')`;
    await sentinel?.nap(60_000);
    expect(isWoken).toBe(false);
    await pay(ours);
    await waking;
    expect(isWoken).toBe(true);
    page?.leave();
    sentinel?.leave();
  });

  it("is told of a new order of its merchant", async () => {
    const orderId = await shop.makeOrder();
    const page = await openPage(orderId);
    const { mark, answer } = await page.hold();
    await shop.witness`
      insert into orders (id, merchant_id, shortcode_id, amount_kes, title, account_reference, expires_at)
      select id || 'x', merchant_id, shortcode_id, 100, 'Unga', 'NEW', expires_at from orders
      where id = ${orderId}`;
    expect(await atOnce(answer)).not.toBe(mark);
  });

  it("goes on waiting while what it shows is the same", async () => {
    const orderId = await shop.makeOrder();
    const page = await openPage(orderId);
    const { mark } = await page.hold();
    const held = page.ask(`?mark=${mark}&wait=1`);
    await shop.witness`select pg_notify('malipo_order', ${page.merchantId})`;
    expect(await held).toBe(mark);
    await pay(orderId);
  });

  it.each([
    ["without a mark", () => "?wait=25"],
    ["without a wait", (mark: string) => `?mark=${mark}`],
    ["with too long a wait", (mark: string) => `?mark=${mark}&wait=26`],
    ["with another mark", () => "?mark=old&wait=25"],
  ])("is answered at once %s", async (_when, query) => {
    const page = await openPage(await shop.makeOrder());
    const mark = await page.ask();
    expect(await atOnce(page.ask(query(mark)))).toBe(mark);
  });

  it("is answered at once where this process hears of no changes", async () => {
    const page = await openPage(await shop.makeOrder(), "person", shop.openProcess());
    const mark = await page.ask();
    expect(await atOnce(page.ask(`?mark=${mark}&wait=25`))).toBe(mark);
  });

  it("is told that it cannot be read, and nothing of why, while the database is away", async () => {
    const merchant = asMerchant(shop.runtime, { merchantId: "mer_x" });
    const request = new Request("http://localhost/dashboard/changes?mark=a&wait=25");
    const read = () => Promise.reject(new Error("secret"));
    const page = { merchant, personId: "person", read };
    const response = await answerPageMark(shop.runtime, request, page);
    expect(response.status).toBe(503);
    expect(await response.text()).not.toContain("secret");
    expect(shop.runtime.orderChanges.count()).toBe(0);
  });

  it("leaves no trace when the person goes away", async () => {
    const page = await openPage(await shop.makeOrder());
    const mark = await page.ask();
    const before = shop.runtime.orderChanges.count();
    const leaving = new AbortController();
    const answer = page.ask(`?mark=${mark}&wait=25`, leaving.signal);
    await expect.poll(() => shop.runtime.orderChanges.count()).toBe(before + 1);
    leaving.abort();
    await atOnce(answer);
    expect(shop.runtime.orderChanges.count()).toBe(before);
  });

  it("of a person who waits at six already is answered at once, and others' are held", async () => {
    const orderId = await shop.makeOrder();
    const page = await openPage(orderId, "busy");
    const mark = await page.ask();
    const join = (person: string) =>
      shop.runtime.orderChanges.joinMerchant(page.merchantId, person);
    const waiters = Array.from({ length: 6 }, () => join("busy"));
    expect(waiters).not.toContain(null);
    expect(await atOnce(page.ask(`?mark=${mark}&wait=25`))).toBe(mark);
    const other = join("another");
    expect(other).not.toBeNull();
    other?.leave();
    waiters[0]?.leave();
    waiters[0]?.leave();
    const again = [join("busy"), join("busy")];
    expect(again.map((waiter) => waiter === null)).toEqual([false, true]);
    for (const waiter of [...waiters, ...again]) waiter?.leave();
    expect(join("busy")).not.toBeNull();
  });
});
