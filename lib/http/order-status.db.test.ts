import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { makeId } from "@/lib/ids";
import { failureBody, newReceipt, successBody } from "@/lib/payments/fixtures/callback-bodies";
import {
  accepted,
  gate,
  idsOf,
  queryInProgress,
  queryResult,
  refused,
  reset,
} from "@/lib/payments/fixtures/fake-daraja";
import { openTestShop, testEnv, type TestShop } from "@/lib/payments/fixtures/test-shop";
import { cancelOrder } from "@/lib/payments/cancel-order";
import { sweep } from "@/lib/payments/sweep";
import { openRuntime } from "@/lib/runtime";
import { handleOrderStatus } from "./order-status";

let shop: TestShop;

beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop.close());
beforeEach(() => {
  shop.daraja.push = accepted;
  shop.daraja.query = queryInProgress;
});

/** The contract's shape, to the letter. */
const shape = z.strictObject({
  orderId: z.string(),
  version: z.int().min(1),
  status: z.enum(["open", "paid", "overpaid", "underpaid", "expired", "cancelled"]),
  amountKes: z.int(),
  paidKes: z.int(),
  attempt: z
    .strictObject({
      state: z.enum(["sending", "waiting", "checking", "failed", "review", "succeeded"]),
      reason: z.string().nullable(),
      promptEndsAt: z.iso.datetime().nullable(),
    })
    .nullable(),
  pollAfterMs: z.int().positive().nullable(),
});

type Deferred = () => Promise<void>;

const plainRequest = new Request("http://localhost/api/orders/some/status");

async function ask(orderId: string) {
  const deferred: Deferred[] = [];
  const response = await handleOrderStatus(shop.runtime, plainRequest, orderId, {
    defer: (work) => deferred.push(work),
  });
  return { response, deferred };
}

async function status(orderId: string) {
  const { response } = await ask(orderId);
  expect(response.status).toBe(200);
  const text = await response.text();
  const view = shape.parse(JSON.parse(text));
  expect(view.attempt?.reason ?? null).toSatisfy(
    (reason) => (reason !== null) === (view.attempt?.state === "failed"),
  );
  return view;
}

const state = async (orderId: string) => (await status(orderId)).attempt?.state ?? null;
const body = (call: { callbackToken: string }, amountKes = 100, receipt = newReceipt()) =>
  successBody(idsOf(call.callbackToken), { amountKes, receipt });

describe("the answer", () => {
  it("of a new order has no attempt and asks to come back", async () => {
    const orderId = await shop.makeOrder({ amountKes: 250 });
    const { response } = await ask(orderId);
    expect(response.headers.get("cache-control")).toBe("no-store");
    const view = await status(orderId);
    expect(view).toMatchObject({
      orderId,
      status: "open",
      amountKes: 250,
      paidKes: 0,
      attempt: null,
    });
    expect(view.pollAfterMs).not.toBeNull();
  });

  it("of an accepted push waits until 60 s after it, then checks", async () => {
    const orderId = await shop.makeOrder();
    await shop.startedPush(orderId);
    const view = await status(orderId);
    expect(view.attempt).toMatchObject({ state: "waiting", reason: null });
    const [row] = await shop.witness<{ at: Date }[]>`
      select received_at as at from evidence
      where order_id = ${orderId} and kind = 'push_accepted'`;
    const endsMs = Date.parse(view.attempt?.promptEndsAt ?? "");
    expect(endsMs - (row?.at.getTime() ?? 0)).toBe(60_000);
    await shop.age(orderId, 61);
    expect(await state(orderId)).toBe("checking");
  });

  it("is sending while the push is under way, checking when its answer was lost", async () => {
    const orderId = await shop.makeOrder();
    const { open, opened } = gate();
    shop.daraja.push = async () => {
      await opened;
      return reset();
    };
    const started = shop.start(orderId);
    await expect.poll(() => state(orderId), { timeout: 10_000 }).toBe("sending");
    expect((await status(orderId)).attempt?.promptEndsAt).toBeNull();
    open();
    await started;
    expect((await status(orderId)).attempt).toEqual({
      state: "checking",
      reason: null,
      promptEndsAt: null,
    });
  });

  it("of a failed attempt says why", async () => {
    const orderId = await shop.makeOrder();
    const { call } = await shop.startedPush(orderId);
    await shop.callBack(call, failureBody(idsOf(call.callbackToken), 2001));
    expect((await status(orderId)).attempt).toMatchObject({ state: "failed", reason: "wrong_pin" });
    const refusedOrder = await shop.makeOrder();
    shop.daraja.push = () => refused(400, "400.002.02", "Bad Request - Invalid PhoneNumber");
    await shop.start(refusedOrder);
    expect((await status(refusedOrder)).attempt).toEqual({
      state: "failed",
      reason: "invalid_phone",
      promptEndsAt: null,
    });
  });

  it("of another amount is review, and goes on asking", async () => {
    const orderId = await shop.makeOrder();
    const { call } = await shop.startedPush(orderId);
    await shop.callBack(call, body(call, 99));
    const view = await status(orderId);
    expect(view).toMatchObject({ status: "open", paidKes: 0, attempt: { state: "review" } });
    expect(view.pollAfterMs).not.toBeNull();
  });

  it("of a paid order is final", async () => {
    const orderId = await shop.makeOrder();
    const { call } = await shop.startedPush(orderId);
    await shop.callBack(call, body(call));
    expect(await status(orderId)).toMatchObject({
      status: "paid",
      paidKes: 100,
      attempt: { state: "succeeded", reason: null },
      pollAfterMs: null,
    });
  });

  it("holds nothing about who paid", async () => {
    const orderId = await shop.makeOrder();
    const { call, attemptId } = await shop.startedPush(orderId, { phoneNumber: "0733 111 222" });
    const receipt = newReceipt();
    await shop.callBack(call, body(call, 100, receipt));
    const text = await (await ask(orderId)).response.text();
    const { merchantRequestId, checkoutRequestId } = idsOf(call.callbackToken);
    for (const secret of [
      "733111222",
      receipt,
      receipt.slice(-4),
      merchantRequestId,
      checkoutRequestId,
      call.callbackToken,
      attemptId,
    ]) {
      expect(text).not.toContain(secret);
    }
  });

  it.each([
    ["unknown", () => makeId("order")],
    ["of another kind", () => makeId("attempt")],
    ["malformed", () => "ord_junk"],
    ["with a NUL", () => `ord_\0${"0".repeat(25)}`],
    ["empty", () => ""],
    ["huge", () => "ord_".repeat(10_000)],
  ])("for an id that is %s is 404, alike", async (_name, make) => {
    const { response, deferred } = await ask(make());
    expect(response.status).toBe(404);
    const unknown = await (await ask(makeId("order"))).response.text();
    const told = await response.text();
    expect(told).toBe(unknown);
    const error = z.strictObject({ code: z.literal("order_not_found"), message: z.string() });
    expect(z.strictObject({ error }).safeParse(JSON.parse(told)).success).toBe(true);
    expect(deferred).toEqual([]);
  });

  it("is 503 while the database is away", async () => {
    const away = openRuntime(testEnv("postgres://nobody:x@127.0.0.1:1/none"));
    const response = await handleOrderStatus(away, plainRequest, makeId("order"), {
      defer: () => undefined,
    });
    expect(response.status).toBe(503);
    await away.close();
  });
});

describe("which attempt is shown", () => {
  it("is the succeeded one before the one in review, the pending one, the newest", async () => {
    const orderId = await shop.makeOrder();
    const first = await shop.startedPush(orderId);
    await shop.age(orderId, 301);
    await sweep(shop.runtime, orderId);
    expect(await state(orderId)).toBe("checking");
    const second = await shop.startedPush(orderId, { despiteAttemptId: first.attemptId });
    expect(await state(orderId)).toBe("waiting");
    await shop.callBack(second.call, failureBody(idsOf(second.call.callbackToken)));
    expect(await state(orderId)).toBe("failed");
    await shop.callBack(first.call, body(first.call, 99));
    expect(await state(orderId)).toBe("review");
    await shop.callBack(second.call, body(second.call));
    expect(await status(orderId)).toMatchObject({
      status: "paid",
      attempt: { state: "succeeded" },
    });
  });

  it("is the earliest of two that succeeded", async () => {
    const orderId = await shop.makeOrder();
    const first = await shop.startedPush(orderId);
    await shop.age(orderId, 301);
    await sweep(shop.runtime, orderId);
    const second = await shop.startedPush(orderId, { despiteAttemptId: first.attemptId });
    const promptEndsAt = (await status(orderId)).attempt?.promptEndsAt;
    await shop.callBack(second.call, body(second.call));
    expect((await status(orderId)).attempt?.promptEndsAt).toBe(promptEndsAt);
    await shop.callBack(first.call, body(first.call));
    const both = await status(orderId);
    expect(both).toMatchObject({ status: "overpaid", paidKes: 200, pollAfterMs: null });
    expect(Date.parse(both.attempt?.promptEndsAt ?? "")).toBeLessThan(
      Date.parse(promptEndsAt ?? ""),
    );
  });
});

describe("pollAfterMs", () => {
  it("is null for an expired or cancelled order with nothing left that may pay", async () => {
    const expired = await shop.makeOrder({ expiresInSeconds: 60 });
    await shop.age(expired, 61);
    expect((await status(expired)).pollAfterMs).not.toBeNull();
    await sweep(shop.runtime, expired);
    expect(await status(expired)).toMatchObject({ status: "expired", pollAfterMs: null });
    const cancelled = await shop.makeOrder();
    const [row] = await shop.witness<{ merchant_id: string }[]>`
      select merchant_id from orders where id = ${cancelled}`;
    await cancelOrder(shop.runtime, row?.merchant_id ?? "", cancelled);
    expect(await status(cancelled)).toMatchObject({ status: "cancelled", pollAfterMs: null });
  });

  it("is a time for an expired order with an unresolved attempt", async () => {
    const orderId = await shop.makeOrder({ expiresInSeconds: 60 });
    await shop.startedPush(orderId);
    await shop.age(orderId, 310);
    await sweep(shop.runtime, orderId);
    const view = await status(orderId);
    expect(view).toMatchObject({ status: "expired", attempt: { state: "checking" } });
    expect(view.pollAfterMs).not.toBeNull();
  });
});

/** Everything but times: ageing moves them, as it would not in life. */
const withoutTimes = ({ version: _version, ...view }: z.infer<typeof shape>) =>
  JSON.stringify({ ...view, attempt: view.attempt && { ...view.attempt, promptEndsAt: null } });

describe("version", () => {
  it("rises with every change of the answer, through the whole life of an order", async () => {
    const orderId = await shop.makeOrder({ expiresInSeconds: 3_600 });
    const seen: z.infer<typeof shape>[] = [];
    const look = async () => {
      const view = await status(orderId);
      const last = seen.at(-1);
      if (last) {
        if (withoutTimes(last) === withoutTimes(view)) {
          expect(view.version).toBeGreaterThanOrEqual(last.version);
        } else {
          expect(view.version).toBeGreaterThan(last.version);
        }
      }
      seen.push(view);
    };
    await look();
    shop.daraja.push = async (call) => {
      await look();
      return accepted(call);
    };
    const first = await shop.startedPush(orderId);
    await look();
    await shop.age(orderId, 61);
    await look();
    await shop.age(orderId, 250);
    await sweep(shop.runtime, orderId);
    await look();
    shop.daraja.push = accepted;
    const second = await shop.startedPush(orderId, { despiteAttemptId: first.attemptId });
    await look();
    await shop.callBack(second.call, failureBody(idsOf(second.call.callbackToken)));
    await look();
    const third = await shop.startedPush(orderId, { despiteAttemptId: first.attemptId });
    await look();
    await shop.age(orderId, 61);
    await look();
    await shop.callBack(third.call, body(third.call, 99));
    await look();
    await shop.callBack(second.call, body(second.call));
    await look();
    await shop.callBack(first.call, body(first.call));
    await look();
    expect(seen.map(({ attempt }) => attempt?.state ?? null)).toEqual([
      null,
      "sending",
      "waiting",
      "checking",
      "checking",
      "waiting",
      "failed",
      "waiting",
      "checking",
      "review",
      "succeeded",
      "succeeded",
    ]);
  });

  it("rises when a prompt ends, with nothing written, and never goes back when it is settled", async () => {
    const orderId = await shop.makeOrder();
    const { call } = await shop.startedPush(orderId);
    const waiting = await status(orderId);
    const stored = (await shop.readOrder(orderId)).version;
    await shop.age(orderId, 61);
    const checking = await status(orderId);
    expect((await shop.readOrder(orderId)).version).toBe(stored);
    expect(checking.version).toBeGreaterThan(waiting.version);
    await shop.callBack(call, failureBody(idsOf(call.callbackToken)));
    const failed = await status(orderId);
    expect(failed.version).toBeGreaterThan(checking.version);
    await shop.age(orderId, 3_600);
    expect((await status(orderId)).version).toBe(failed.version);
  });

  it("and state agree at the moment when the prompt ends, for everybody who asks", async () => {
    const orderId = await shop.makeOrder();
    await shop.startedPush(orderId);
    // The prompt ends within the next tenth of a second, while many ask.
    await shop.witness`update attempts
      set prompt_ends_at = clock_timestamp() + interval '100 milliseconds'
      where order_id = ${orderId}`;
    const states = new Map<number, Set<string>>();
    for (let round = 0; round < 400; round += 1) {
      const view = await status(orderId);
      const found = states.get(view.version) ?? new Set();
      states.set(view.version, found.add(view.attempt?.state ?? ""));
      if (view.attempt?.state === "checking" && round > 100) break;
    }
    expect([...states.values()].map((found) => [...found])).toEqual([["waiting"], ["checking"]]);
  });
});

describe("what is due", () => {
  it("is deferred behind the answer, never before it", async () => {
    const orderId = await shop.makeOrder();
    await shop.startedPush(orderId);
    expect((await ask(orderId)).deferred).toEqual([]);
    await shop.age(orderId, 21);
    const before = shop.daraja.calls.query.length;
    const { response, deferred } = await ask(orderId);
    expect(response.status).toBe(200);
    expect(deferred).toHaveLength(1);
    expect(shop.daraja.calls.query.length).toBe(before);
    shop.daraja.query = () => queryResult("0");
    for (const work of deferred) await work();
    expect(shop.daraja.calls.query.length).toBe(before + 1);
  });

  it("makes one query of a thousand open tabs", async () => {
    const orderId = await shop.makeOrder();
    await shop.startedPush(orderId);
    await shop.age(orderId, 21);
    const before = shop.daraja.calls.query.length;
    const asked = await Promise.all(Array.from({ length: 200 }, () => ask(orderId)));
    await Promise.all(asked.flatMap(({ deferred }) => deferred.map((work) => work())));
    expect(shop.daraja.calls.query.length).toBe(before + 1);
  });

  it("does not fail aloud when it cannot be done", async () => {
    const orderId = await shop.makeOrder();
    await shop.startedPush(orderId);
    await shop.age(orderId, 21);
    const { deferred } = await ask(orderId);
    await shop.witness`update shortcodes set pass_key_sealed = 'x'
      where id = (select shortcode_id from orders where id = ${orderId})`;
    for (const work of deferred) await expect(work()).resolves.toBeUndefined();
  });
});
