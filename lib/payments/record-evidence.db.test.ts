import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { cancelOrder } from "./cancel-order";
import { failureBody, newReceipt, successBody } from "./fixtures/callback-bodies";
import { accepted, idsOf, reset } from "./fixtures/fake-daraja";
import { brokenRules, only, openTestShop, type TestShop } from "./fixtures/test-shop";
import { applyEvidence } from "./record-evidence";
import { storeEvidence } from "./store-evidence";
import { sweep } from "./sweep";

let shop: TestShop;

beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop.close());
beforeEach(() => {
  shop.daraja.push = accepted;
});

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

type Call = { callbackToken: string };
const paid = (call: Call, amountKes: number | null, receipt: string | null, balance?: number) =>
  successBody(idsOf(call.callbackToken), {
    amountKes,
    receipt,
    ...(balance === undefined ? {} : { balance }),
  });

const merchantIdOf = async (orderId: string) =>
  only(
    await shop.witness<{ merchant_id: string }[]>`
      select merchant_id from orders where id = ${orderId}`,
  ).merchant_id;

/** An order with one attempt that was prompted some seconds ago. */
async function prompted(options: Parameters<TestShop["makeOrder"]>[0] = {}, seconds = 0) {
  const orderId = await shop.makeOrder(options);
  const { call, attemptId } = await shop.startedPush(orderId);
  if (seconds > 0) await shop.age(orderId, seconds);
  return { orderId, attemptId, call };
}

describe("rule 11: every change of money state is one compare-and-set", () => {
  it("applies 20 different callbacks at once, each exactly once", async () => {
    const { orderId, call } = await prompted();
    const receipt = newReceipt();
    const other = shop.openProcess();
    const bodies = times(20, (n) => paid(call, 100, receipt, n));
    const answers = await Promise.all(
      bodies.map((body, n) => shop.callBack(call, body, n % 2 === 0 ? shop.runtime : other)),
    );
    expect(answers.map(({ status }) => status)).toEqual(times(20, () => 200));
    await sweepUntilApplied(orderId);
    expect(await shop.readPayments(orderId)).toMatchObject([
      { amount_kes: 100, receipt, counted: true },
    ]);
    expect(await shop.readOrder(orderId)).toMatchObject({ status: "paid", paid_kes: 100 });
    const received = (await shop.readTimeline(orderId)).filter(
      (e) => e.kind === "callback_received",
    );
    expect(received).toHaveLength(20);
    expect(await brokenRules(shop, orderId)).toEqual([]);
  });

  it("takes the same callback 20 times at once for one: one evidence row, one payment", async () => {
    const { orderId, call } = await prompted();
    const body = paid(call, 100, newReceipt());
    const answers = await Promise.all(times(20, () => shop.callBack(call, body)));
    expect(answers.map(({ status }) => status)).toEqual(times(20, () => 200));
    const callbacks = (await shop.readEvidence(orderId)).filter((e) => e.source === "callback");
    expect(callbacks).toHaveLength(1);
    expect(await shop.readPayments(orderId)).toHaveLength(1);
    const received = (await shop.readTimeline(orderId)).filter(
      (e) => e.kind === "callback_received",
    );
    expect(received).toHaveLength(1);
    expect(await brokenRules(shop, orderId)).toEqual([]);
  });

  it("applies one piece of evidence once, whoever applies it and however often", async () => {
    const { orderId, call } = await prompted();
    await shop.callBack(call, paid(call, 100, newReceipt()));
    const before = await shop.readOrder(orderId);
    const { id } = only((await shop.readEvidence(orderId)).filter((e) => e.source === "callback"));
    const again = await Promise.all(times(10, () => applyEvidence(shop.runtime, id)));
    expect(again.every(Boolean)).toBe(true);
    expect(await shop.readOrder(orderId)).toEqual(before);
  });

  it("mixes starts, callbacks, clocks and cancels at once without breaking a rule", async () => {
    const { orderId, attemptId, call } = await prompted({}, 301);
    const merchantId = await merchantIdOf(orderId);
    await Promise.all([
      shop.callBack(call, failureBody(idsOf(call.callbackToken))),
      shop.callBack(call, paid(call, 100, newReceipt())),
      shop.callBack(call, "junk"),
      sweep(shop.runtime, orderId),
      sweep(shop.runtime, orderId),
      shop.start(orderId, { despiteAttemptId: attemptId }),
      shop.start(orderId, { despiteAttemptId: attemptId }),
      cancelOrder(shop.runtime, merchantId, orderId),
    ]);
    await sweepUntilApplied(orderId);
    expect(await brokenRules(shop, orderId)).toEqual([]);
    expect(["paid", "overpaid"]).toContain((await shop.readOrder(orderId)).status);
  });
});

/** What lost its race for a contended order is applied by the sweeper. */
async function sweepUntilApplied(orderId: string) {
  for (let tries = 0; tries < 5; tries += 1) {
    const rows = await shop.readEvidence(orderId);
    if (rows.every(({ applied_at }) => applied_at !== null)) return;
    await shop.age(orderId, 3);
    await sweep(shop.runtime, orderId);
  }
}

describe("rule 4: money wins", () => {
  it("counts a success after a failure, with the order's other attempt failed", async () => {
    const { orderId, call } = await prompted();
    await shop.callBack(call, failureBody(idsOf(call.callbackToken), 1037));
    expect(await shop.readAttempt(orderId)).toMatchObject({
      outcome: "failed",
      reason: "no_answer",
    });
    await shop.callBack(call, paid(call, 100, newReceipt()));
    expect(await shop.readAttempt(orderId)).toMatchObject({ outcome: "succeeded", reason: null });
    expect(await shop.readOrder(orderId)).toMatchObject({
      status: "paid",
      paid_kes: 100,
      flags: ["after_failure"],
    });
    expect(await shop.readPayments(orderId)).toMatchObject([{ after_failure: true, late: false }]);
  });

  it("counts a success after expiry: paid and late", async () => {
    const { orderId, call } = await prompted({ expiresInSeconds: 60 }, 301);
    await sweep(shop.runtime, orderId);
    expect(await shop.readAttempt(orderId)).toMatchObject({ outcome: "unresolved" });
    expect((await shop.readOrder(orderId)).status).toBe("expired");
    await shop.callBack(call, paid(call, 100, newReceipt()));
    expect(await shop.readOrder(orderId)).toMatchObject({
      status: "paid",
      paid_kes: 100,
      flags: ["late"],
    });
  });

  it("counts a success after the order was cancelled", async () => {
    const { orderId, call } = await prompted();
    await shop.callBack(call, failureBody(idsOf(call.callbackToken)));
    expect(await cancelOrder(shop.runtime, await merchantIdOf(orderId), orderId)).toEqual({
      ok: true,
      isNew: true,
    });
    expect((await shop.readOrder(orderId)).status).toBe("cancelled");
    await shop.callBack(call, paid(call, 100, newReceipt()));
    expect(await shop.readOrder(orderId)).toMatchObject({ status: "paid", paid_kes: 100 });
  });

  it("records both when both pay: overpaid, refund due", async () => {
    const first = await prompted({}, 301);
    const { orderId } = first;
    await sweep(shop.runtime, orderId);
    const second = await shop.startedPush(orderId, { despiteAttemptId: first.attemptId });
    await Promise.all([
      shop.callBack(first.call, paid(first.call, 100, newReceipt())),
      shop.callBack(second.call, paid(second.call, 100, newReceipt())),
    ]);
    expect(await shop.readOrder(orderId)).toMatchObject({
      status: "overpaid",
      paid_kes: 200,
      flags: ["refund_due"],
    });
    expect(await shop.readPayments(orderId)).toHaveLength(2);
    expect(await brokenRules(shop, orderId)).toEqual([]);
  });
});

describe("rule 6: another amount", () => {
  it("goes to review, blocks starts and cancels, and is not queried", async () => {
    const { orderId, attemptId, call } = await prompted();
    await shop.callBack(call, paid(call, 99, newReceipt()));
    expect(await shop.readAttempt(orderId)).toMatchObject({
      outcome: "review",
      reported_amount_kes: 99,
      next_check_at: null,
    });
    expect(await shop.readPayments(orderId)).toMatchObject([{ amount_kes: 99, counted: false }]);
    expect(await shop.readOrder(orderId)).toMatchObject({
      status: "open",
      paid_kes: 0,
      flags: ["needs_review"],
    });
    expect(await shop.start(orderId)).toEqual({
      ok: false,
      reason: "attempt_in_review",
      attemptId,
    });
    expect(await shop.start(orderId, { despiteAttemptId: attemptId })).toMatchObject({
      reason: "attempt_in_review",
    });
    const cancelled = await cancelOrder(shop.runtime, await merchantIdOf(orderId), orderId);
    expect(cancelled).toEqual({ ok: false, reason: "attempt_in_progress" });
    const before = shop.daraja.calls.query.length;
    await shop.age(orderId, 86_401);
    await sweep(shop.runtime, orderId);
    expect(shop.daraja.calls.query.length).toBe(before);
    expect((await shop.readOrder(orderId)).status).toBe("open");
  });
});

describe("rule 8: a receipt exists once per merchant", () => {
  it("is one payment when two orders race for it; the other attempt is in review", async () => {
    for (let round = 0; round < 5; round += 1) {
      const merchant = await shop.makeMerchant();
      const [a, b] = [await prompted({ merchant }), await prompted({ merchant })];
      const receipt = newReceipt();
      const answers = await Promise.all([
        shop.callBack(a.call, paid(a.call, 100, receipt)),
        shop.callBack(b.call, paid(b.call, 100, receipt)),
      ]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      const outcomes = [
        (await shop.readAttempt(a.orderId)).outcome,
        (await shop.readAttempt(b.orderId)).outcome,
      ];
      expect(outcomes.toSorted()).toEqual(["review", "succeeded"]);
      const payments = [
        ...(await shop.readPayments(a.orderId)),
        ...(await shop.readPayments(b.orderId)),
      ];
      expect(payments).toMatchObject([{ receipt, counted: true }]);
      for (const { orderId } of [a, b]) expect(await brokenRules(shop, orderId)).toEqual([]);
      const loser = outcomes[0] === "review" ? a.orderId : b.orderId;
      expect((await shop.readOrder(loser)).flags).toEqual(["needs_review"]);
      expect((await shop.readTimeline(loser)).map(({ kind }) => kind)).toContain("receipt_reused");
    }
  });

  it("is another payment for another merchant", async () => {
    const receipt = newReceipt();
    for (const { orderId, call } of [await prompted(), await prompted()]) {
      await shop.callBack(call, paid(call, 100, receipt));
      expect((await shop.readOrder(orderId)).status).toBe("paid");
    }
  });

  it("is the same in both cases of its letters", async () => {
    const merchant = await shop.makeMerchant();
    const [a, b] = [await prompted({ merchant }), await prompted({ merchant })];
    const receipt = newReceipt();
    await shop.callBack(a.call, paid(a.call, 100, receipt));
    await shop.callBack(b.call, paid(b.call, 100, receipt.toLowerCase()));
    expect((await shop.readAttempt(b.orderId)).outcome).toBe("review");
  });
});

describe("rule 10: ids of another push", () => {
  it("change no outcome, raise needs_review and are told to the log without the ids", async () => {
    const { orderId, attemptId, call } = await prompted();
    const stray = { ...idsOf(call.callbackToken), checkoutRequestId: "ws_CO_STRAY_0001" };
    const lines = shop.logLines.length;
    await shop.callBack(call, successBody(stray, { amountKes: 100, receipt: newReceipt() }));
    expect(await shop.readAttempt(orderId)).toMatchObject({
      outcome: "pending",
      checkout_request_id: idsOf(call.callbackToken).checkoutRequestId,
    });
    expect(await shop.readOrder(orderId)).toMatchObject({
      status: "open",
      paid_kes: 0,
      flags: ["needs_review"],
    });
    const told = shop.logLines.slice(lines).filter((line) => line.includes("security event"));
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(attemptId);
    expect(told[0]).toContain("callback_ids_differ");
    expect(told[0]).not.toContain("STRAY_0001");
    await shop.callBack(call, paid(call, 100, newReceipt()));
    expect((await shop.readOrder(orderId)).status).toBe("paid");
  });
});

describe("rule 12: evidence", () => {
  it("never changes and never goes away", async () => {
    const { orderId, call } = await prompted();
    await shop.callBack(call, paid(call, 100, newReceipt()));
    const { witness } = shop;
    for (const change of [
      witness`update evidence set amount_kes = 1 where order_id = ${orderId}`,
      witness`update evidence set applied_at = now() where order_id = ${orderId}`,
      witness`update evidence set applied_at = null where order_id = ${orderId}`,
      witness`update evidence set raw_sealed = null where order_id = ${orderId}`,
      witness`update evidence set id = 'evd_x' where order_id = ${orderId}`,
      witness`delete from evidence where order_id = ${orderId}`,
    ]) {
      await expect(change).rejects.toThrow(/append-only/);
    }
  });

  it("that was stored and not applied is applied by the sweeper", async () => {
    const { orderId, call } = await prompted();
    const before = await shop.readEvidence(orderId);
    const [attempt] = await shop.readAttempts(orderId);
    const ids = idsOf(call.callbackToken);
    await shop.witness`
      insert into evidence (id, merchant_id, order_id, attempt_id, source, kind, code, amount_kes,
        receipt, checkout_request_id, raw_sha256, received_at)
      values ('evd_unapplied', ${await merchantIdOf(orderId)}, ${orderId}, ${attempt?.id ?? ""},
        'callback', 'callback_success', '0', 100, ${newReceipt()}, ${ids.checkoutRequestId}, 'x',
        clock_timestamp() - interval '3 seconds')`;
    expect(await shop.readEvidence(orderId)).toHaveLength(before.length + 1);
    const counts = await Promise.all(times(4, () => sweep(shop.runtime, orderId)));
    expect(counts.every(({ failures }) => failures === 0)).toBe(true);
    expect((await shop.readOrder(orderId)).status).toBe("paid");
    expect(await brokenRules(shop, orderId)).toEqual([]);
  });
});

describe("rule 5: what a callback means was settled when it was received", () => {
  /** Stores an accepted push and a callback that names other ids, then applies them. */
  async function applied(storedFirst: "answer" | "callback", appliedFirst: "answer" | "callback") {
    shop.daraja.push = reset;
    const { orderId, attemptId } = await prompted();
    const fact = { merchantId: await merchantIdOf(orderId), orderId, attemptId };
    const store = {
      answer: () =>
        storeEvidence(shop.runtime.db, {
          ...fact,
          source: "push",
          kind: "push_accepted",
          checkoutRequestId: "ws_CO_OWN",
        }),
      callback: () =>
        storeEvidence(shop.runtime.db, {
          ...fact,
          source: "callback",
          kind: "callback_success",
          code: "0",
          amountKes: 100,
          receipt: newReceipt(),
          checkoutRequestId: "ws_CO_OTHER",
          rawSha256: Buffer.from(attemptId),
        }),
    };
    const other = { answer: "callback", callback: "answer" } as const;
    const stored = [
      [storedFirst, await store[storedFirst]()],
      [other[storedFirst], await store[other[storedFirst]]()],
    ] as const;
    for (const [name, id] of stored)
      if (name === appliedFirst) await applyEvidence(shop.runtime, id);
    for (const [, id] of stored) await applyEvidence(shop.runtime, id);
    const told = await shop.readTimeline(orderId);
    expect(told.filter(({ kind }) => kind === "callback_ids_differ")).toHaveLength(1);
    expect(await brokenRules(shop, orderId)).toEqual([]);
    return { order: await shop.readOrder(orderId), attempt: await shop.readAttempt(orderId) };
  }

  it.each(["answer", "callback"] as const)(
    "after the push answer, %s applied first",
    async (first) => {
      const { order, attempt } = await applied("answer", first);
      expect(order).toMatchObject({ status: "open", paid_kes: 0, flags: ["needs_review"] });
      expect(attempt).toMatchObject({ outcome: "pending", checkout_request_id: "ws_CO_OWN" });
    },
  );

  it.each(["answer", "callback"] as const)(
    "before the push answer, %s applied first",
    async (first) => {
      const { order, attempt } = await applied("callback", first);
      expect(order).toMatchObject({ status: "paid", paid_kes: 100, flags: ["needs_review"] });
      expect(attempt).toMatchObject({ outcome: "succeeded", checkout_request_id: "ws_CO_OWN" });
    },
  );
});

describe("a flood of callbacks", () => {
  it("does not hide the money behind it", { timeout: 60_000 }, async () => {
    const { orderId, call } = await prompted();
    const stray = { ...idsOf(call.callbackToken), checkoutRequestId: "ws_CO_FLOOD" };
    for (let n = 0; n < 110; n += 1) {
      await shop.callBack(call, successBody(stray, { amountKes: 100, receipt: newReceipt() }));
    }
    const receipt = newReceipt();
    await shop.callBack(call, paid(call, 100, receipt));
    await shop.callBack(call, "junk");
    await shop.callBack(call, failureBody(idsOf(call.callbackToken)));
    expect(await shop.readOrder(orderId)).toMatchObject({ status: "paid", paid_kes: 100 });
    expect(await shop.readPayments(orderId)).toMatchObject([{ receipt }]);
    expect(await brokenRules(shop, orderId)).toEqual([]);
  });
});

describe("a flood of callbacks about other pushes", () => {
  it("does not hide what was said about this one", { timeout: 60_000 }, async () => {
    const { orderId, call } = await prompted();
    const ids = idsOf(call.callbackToken);
    const stray = (n: number) =>
      shop.callBack(call, failureBody({ ...ids, checkoutRequestId: `ws_CO_FLOOD_${n}` }));
    for (let n = 0; n < 70; n += 1) await stray(n);
    await shop.callBack(call, failureBody(ids));
    for (let n = 70; n < 75; n += 1) await stray(n);
    expect(await shop.readAttempt(orderId)).toMatchObject({ outcome: "failed" });
    await shop.callBack(call, paid(call, 100, newReceipt()));
    const order = await shop.readOrder(orderId);
    expect(order).toMatchObject({ status: "paid", paid_kes: 100 });
    expect(order.flags).toContain("after_failure");
    expect(await brokenRules(shop, orderId)).toEqual([]);
  });
});

describe("cancelling", () => {
  it("is refused while an attempt may still pay, in whatever race with a start", async () => {
    for (let round = 0; round < 4; round += 1) {
      const orderId = await shop.makeOrder();
      const merchantId = await merchantIdOf(orderId);
      const [started, cancelled] = await Promise.all([
        shop.start(orderId),
        cancelOrder(shop.runtime, merchantId, orderId),
      ]);
      const { status } = await shop.readOrder(orderId);
      if (cancelled.ok) {
        expect(started).toEqual({ ok: false, reason: "order_not_payable" });
        expect(status).toBe("cancelled");
      } else {
        expect(cancelled.reason).toBe("attempt_in_progress");
        expect(started.ok).toBe(true);
        expect(status).toBe("open");
      }
      expect(await brokenRules(shop, orderId)).toEqual([]);
    }
  });

  it("is refused once money came, and for other merchants", async () => {
    const { orderId, call } = await prompted();
    await shop.callBack(call, paid(call, 100, newReceipt()));
    const merchantId = await merchantIdOf(orderId);
    expect(await cancelOrder(shop.runtime, merchantId, orderId)).toEqual({
      ok: false,
      reason: "order_not_payable",
    });
    const { merchantId: stranger } = await shop.makeMerchant();
    expect(await cancelOrder(shop.runtime, stranger, orderId)).toEqual({
      ok: false,
      reason: "order_not_found",
    });
  });

  it("again changes nothing, and ends the order", async () => {
    const orderId = await shop.makeOrder();
    const merchantId = await merchantIdOf(orderId);
    const results = await Promise.all(
      times(5, () => cancelOrder(shop.runtime, merchantId, orderId)),
    );
    expect(results.map(({ ok }) => ok)).toEqual(times(5, () => true));
    expect(results.some((result) => result.ok && result.isNew)).toBe(true);
    const told = (await shop.readTimeline(orderId)).filter((e) => e.kind === "order_cancelled");
    expect(told.length).toBeGreaterThan(0);
    expect(await shop.start(orderId)).toEqual({ ok: false, reason: "order_not_payable" });
    expect(await brokenRules(shop, orderId)).toEqual([]);
  });
});

describe("a callback after a lost push answer", () => {
  it("names the attempt's ids, so that it can be asked about", async () => {
    const orderId = await shop.makeOrder();
    shop.daraja.push = reset;
    const { call } = await shop.startedPush(orderId);
    expect(await shop.readAttempt(orderId)).toMatchObject({ checkout_request_id: null });
    await shop.callBack(call, failureBody(idsOf(call.callbackToken)));
    expect(await shop.readAttempt(orderId)).toMatchObject({
      outcome: "failed",
      checkout_request_id: idsOf(call.callbackToken).checkoutRequestId,
    });
  });
});
