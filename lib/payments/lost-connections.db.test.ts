import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { newReceipt, successBody } from "./fixtures/callback-bodies";
import { accepted, idsOf, type PushCall } from "./fixtures/fake-daraja";
import { brokenRules, newPhone, openTestShop, type TestShop } from "./fixtures/test-shop";
import type { Runtime } from "@/lib/runtime";
import { sweep } from "./sweep";

/**
 * The product's connections are ended by the server again and again while customers pay. Whatever was
 * cut off where: nobody is prompted twice, what was acknowledged is kept, and the rules hold.
 */

const ORDERS = 24;
const KILLS = 25;
/** Longer than the lease on the access token. */
const BETTER_WITHIN_MS = 30_000;

let shop: TestShop;

beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop.close());
afterEach(() => vi.restoreAllMocks());

/** Ends every connection of the product, some times, one after the other. */
async function killConnections() {
  for (let kills = 0; kills < KILLS; kills += 1) {
    await shop.witness`select pg_terminate_backend(pid), pg_sleep(0.02) from pg_stat_activity
      where datname = current_database() and application_name like 'malipo%'`;
  }
}

type Paid = { call: PushCall; receipt: string; isAcknowledged: boolean };

it("ended connections lose no money, count none twice and prompt nobody twice", async () => {
  const merchant = await shop.makeMerchant();
  const orderIds: string[] = [];
  for (let n = 0; n < ORDERS; n += 1) orderIds.push(await shop.makeOrder({ merchant }));
  const paid = new Map<string, Paid>();
  const orderByPhone = new Map<string, string>();
  shop.daraja.push = async (call) => {
    const receipt = newReceipt();
    const body = successBody(idsOf(call.callbackToken), { amountKes: 100, receipt });
    const { status } = await shop.callBack(call, body);
    const orderId = orderByPhone.get(call.msisdn.slice(3)) ?? "";
    expect(paid.has(orderId), "prompted twice").toBe(false);
    paid.set(orderId, { call, receipt, isAcknowledged: status === 200 });
    return accepted(call);
  };
  const killing = killConnections();
  const results = await Promise.allSettled(
    orderIds.map(async (orderId) => {
      const phoneNumber = newPhone();
      orderByPhone.set(phoneNumber.slice(1), orderId);
      const form = { phoneNumber, submissionId: crypto.randomUUID() };
      await shop.start(orderId, form).catch(() => undefined);
      // Whoever got no answer sends the same form again once things are better; a token that was being
      // fetched when its connection ended keeps the others waiting until its lease is over.
      await killing;
      await vi.waitFor(
        async () => {
          const again = await shop.start(orderId, form);
          expect(again).not.toMatchObject({ reason: "mpesa_unavailable" });
        },
        { timeout: BETTER_WITHIN_MS, interval: 500 },
      );
    }),
  );
  expect(results.filter(({ status }) => status === "rejected")).toEqual([]);
  for (const orderId of orderIds) {
    await shop.age(orderId, 31);
    await sweep(shop.runtime, orderId);
    expect(await brokenRules(shop, orderId)).toEqual([]);
    const { paid_kes } = await shop.readOrder(orderId);
    const money = paid.get(orderId);
    if (money?.isAcknowledged === true) {
      expect(paid_kes).toBe(100);
      expect(await shop.readPayments(orderId)).toMatchObject([{ receipt: money.receipt }]);
    } else {
      expect(await shop.readPayments(orderId)).toEqual([]);
    }
    // Whoever was prompted has an attempt.
    if (money) expect(await shop.readAttempts(orderId)).toHaveLength(1);
  }
  expect(paid.size).toBe(ORDERS);
}, 60_000);

/** Loses the n-th statement of a process: before the server saw it, or its answer on the way back. */
function loseStatement(runtime: Runtime, number: number, when: "before" | "after") {
  const execute = runtime.moneyDb.execute.bind(runtime.moneyDb);
  let statements = 0;
  vi.spyOn(runtime.moneyDb, "execute").mockImplementation((query) => {
    statements += 1;
    if (statements !== number) return execute(query);
    const lost = new Error("Connection terminated unexpectedly");
    if (when === "before") throw lost;
    const running = execute(query);
    const run = running.execute.bind(running);
    vi.spyOn(running, "execute").mockImplementation(async (...args) => {
      await run(...args);
      throw lost;
    });
    return running;
  });
}

describe("a start, when a statement or its answer is lost", () => {
  // Of a start with a stored token: 1 reads the token, 2 claims, 3 writes what the push brought.
  it.each([
    ["the claim's answer", 2, "after", { ok: true, push: "accepted" }],
    ["the claim", 2, "before", { ok: true, push: "accepted" }],
    ["the answer of the write of the push's answer", 3, "after", { ok: true, push: "accepted" }],
    ["the write of the push's answer", 3, "before", { ok: true, push: "sending" }],
  ] as const)(
    "%s: one attempt, one push, nothing forgotten",
    async (_name, number, when, result) => {
      const merchant = await shop.makeMerchant();
      shop.daraja.push = accepted;
      await shop.startedPush(await shop.makeOrder({ merchant }));
      const orderId = await shop.makeOrder({ merchant });
      const before = shop.daraja.calls.push.length;
      loseStatement(shop.runtime, number, when);
      expect(await shop.start(orderId)).toMatchObject(result);
      vi.restoreAllMocks();
      expect(shop.daraja.calls.push.length - before).toBe(1);
      await shop.age(orderId, 3);
      await sweep(shop.runtime, orderId);
      expect(await shop.readAttempts(orderId)).toMatchObject([
        { push: "accepted", outcome: "pending" },
      ]);
      expect(await brokenRules(shop, orderId)).toEqual([]);
    },
  );

  it("a callback whose application is lost is acknowledged and applied later, once", async () => {
    for (const when of ["before", "after"] as const) {
      shop.daraja.push = accepted;
      const orderId = await shop.makeOrder();
      const { call } = await shop.startedPush(orderId);
      loseStatement(shop.runtime, 1, when);
      const receipt = newReceipt();
      const body = successBody(idsOf(call.callbackToken), { amountKes: 100, receipt });
      expect((await shop.callBack(call, body)).status).toBe(200);
      vi.restoreAllMocks();
      await shop.age(orderId, 3);
      await sweep(shop.runtime, orderId);
      expect(await shop.readOrder(orderId)).toMatchObject({ status: "paid", paid_kes: 100 });
      expect(await brokenRules(shop, orderId)).toEqual([]);
    }
  });
});
