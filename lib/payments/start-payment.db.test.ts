import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { makeId } from "@/lib/ids";
import { cancelOrder } from "./cancel-order";
import { failureBody, newReceipt, successBody } from "./fixtures/callback-bodies";
import {
  accepted,
  gate,
  hang,
  html,
  idsOf,
  noWords,
  refused,
  refusedConnection,
  reset,
  tokenRejected,
} from "./fixtures/fake-daraja";
import { brokenRules, newPhone, only, openTestShop, type TestShop } from "./fixtures/test-shop";
import { sweep } from "./sweep";

let shop: TestShop;

beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop.close());
beforeEach(() => {
  shop.daraja.push = accepted;
});
afterEach(() => vi.restoreAllMocks());

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** Of the statements of a start with a stored token: the first reads the token, the second claims. */
const CLAIM_STATEMENT = 2;

describe("a start", () => {
  it("claims, pushes once and records what Daraja said", async () => {
    const orderId = await shop.makeOrder({ amountKes: 1_234 });
    const { attemptId, call } = await shop.startedPush(orderId, { phoneNumber: "0712 345 678" });
    expect(call).toMatchObject({ amountKes: 1_234, msisdn: "254712345678" });
    expect(await shop.readAttempt(orderId)).toMatchObject({
      id: attemptId,
      push: "accepted",
      outcome: "pending",
      checkout_request_id: idsOf(call.callbackToken).checkoutRequestId,
    });
    expect(await shop.readTimeline(orderId)).toMatchObject([
      { seq: 1, kind: "order_created" },
      { seq: 2, kind: "attempt_started" },
      { seq: 3, kind: "push_accepted" },
    ]);
    expect(await brokenRules(shop, orderId)).toEqual([]);
  });

  it("keeps neither the phone nor the token where a reader of the database could find them", async () => {
    const orderId = await shop.makeOrder();
    const { call } = await shop.startedPush(orderId, { phoneNumber: "0722 000 111" });
    const dump = await shop.witness<{ text: string }[]>`
      select attempts::text as text from attempts where order_id = ${orderId}
      union all select evidence::text from evidence where order_id = ${orderId}
      union all select rate_buckets::text from rate_buckets`;
    const hex = (text: string) => Buffer.from(text).toString("hex");
    for (const { text } of dump) {
      for (const secret of ["254722000111", call.callbackToken]) {
        expect(text).not.toContain(secret);
        expect(text).not.toContain(hex(secret));
      }
    }
  });

  it.each(["", "not a phone", "0712", "+1 212 555 0100"])("refuses the phone %j", async (phone) => {
    const orderId = await shop.makeOrder();
    const before = shop.daraja.calls.push.length;
    expect(await shop.start(orderId, { phoneNumber: phone })).toEqual({
      ok: false,
      reason: "invalid_phone",
    });
    expect(shop.daraja.calls.push.length).toBe(before);
  });

  it("answers alike for unknown, malformed and foreign orders", async () => {
    const notFound = { ok: false, reason: "order_not_found" };
    expect(await shop.start(makeId("order"))).toEqual(notFound);
    expect(await shop.start("ord_\0'; drop table orders")).toEqual(notFound);
    const orderId = await shop.makeOrder();
    expect(await shop.start(orderId, { merchantId: makeId("merchant") })).toEqual(notFound);
  });

  it("takes junk for a despiteAttemptId as naming nothing", async () => {
    for (const despiteAttemptId of ["\0", "junk", "x".repeat(5_000), makeId("attempt")]) {
      const orderId = await shop.makeOrder();
      expect(await shop.start(orderId, { despiteAttemptId })).toMatchObject({ ok: true });
    }
  });

  it("is refused when the order expired, was paid or cancelled", async () => {
    const expired = await shop.makeOrder({ expiresInSeconds: 60 });
    await shop.age(expired, 61);
    expect(await shop.start(expired)).toEqual({ ok: false, reason: "order_not_payable" });
    const paid = await shop.makeOrder();
    const { call } = await shop.startedPush(paid);
    await shop.callBack(
      call,
      successBody(idsOf(call.callbackToken), { amountKes: 100, receipt: newReceipt() }),
    );
    expect(await shop.start(paid)).toEqual({ ok: false, reason: "order_not_payable" });
    const cancelled = await shop.makeOrder();
    const { merchantId } = await merchantOf(cancelled);
    await cancelOrder(shop.runtime, merchantId, cancelled);
    expect(await shop.start(cancelled)).toEqual({ ok: false, reason: "order_not_payable" });
  });
});

describe("rule 7: one live attempt an order", () => {
  it("makes one push of 20 concurrent starts; the losers see the winner's attempt", async () => {
    const orderId = await shop.makeOrder();
    const other = shop.openProcess();
    const before = shop.daraja.calls.push.length;
    const results = await Promise.all(
      times(20, (n) => shop.start(orderId, {}, n % 2 === 0 ? shop.runtime : other)),
    );
    expect(shop.daraja.calls.push.length - before).toBe(1);
    const { id } = await shop.readAttempt(orderId);
    expect(results.filter(({ ok }) => ok)).toEqual([{ ok: true, attemptId: id, push: "accepted" }]);
    for (const result of results.filter(({ ok }) => !ok)) {
      expect(result).toEqual({ ok: false, reason: "attempt_in_progress", attemptId: id });
    }
    expect(await brokenRules(shop, orderId)).toEqual([]);
  });

  it("tells the losers so too when the winner took the last hit of their phone", async () => {
    const merchant = await shop.makeMerchant({ promptsPerPhonePer10Min: 1 });
    const orderId = await shop.makeOrder({ merchant });
    const phoneNumber = newPhone();
    const results = await Promise.all(times(12, () => shop.start(orderId, { phoneNumber })));
    const { id } = await shop.readAttempt(orderId);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    for (const result of results.filter(({ ok }) => !ok)) {
      expect(result).toEqual({ ok: false, reason: "attempt_in_progress", attemptId: id });
    }
  });

  it("makes the same attempt of the same submission, at once or again, without a second push", async () => {
    const merchant = await shop.makeMerchant({ promptsPerPhonePer10Min: 1 });
    const orderId = await shop.makeOrder({ merchant });
    const before = shop.daraja.calls.push.length;
    const input = { submissionId: crypto.randomUUID(), phoneNumber: newPhone() };
    const results = await Promise.all(times(10, () => shop.start(orderId, input)));
    const again = await shop.start(orderId, input);
    const { id } = await shop.readAttempt(orderId);
    for (const result of [...results, again]) {
      expect(result).toMatchObject({ ok: true, attemptId: id });
    }
    expect(shop.daraja.calls.push.length - before).toBe(1);
  });

  it("needs the unresolved attempt to be named before a second one", async () => {
    const orderId = await shop.makeOrder();
    const first = await shop.startedPush(orderId);
    await shop.age(orderId, 301);
    await sweepOrder(orderId);
    const refusal = { ok: false, reason: "attempt_unresolved", attemptId: first.attemptId };
    expect(await shop.start(orderId)).toEqual(refusal);
    expect(await shop.start(orderId, { despiteAttemptId: makeId("attempt") })).toEqual(refusal);
    const second = await shop.start(orderId, { despiteAttemptId: first.attemptId });
    expect(second).toMatchObject({ ok: true, push: "accepted" });
    expect((await shop.readAttempts(orderId)).map(({ outcome }) => outcome)).toEqual([
      "unresolved",
      "pending",
    ]);
  });
});

const sweepOrder = (orderId: string) => sweep(shop.runtime, orderId);

describe("a start whose order moves between its look and its claim", () => {
  /** Does something right before the claim's statement leaves for the database. */
  function beforeTheClaim(act: () => Promise<unknown>) {
    const execute = shop.runtime.moneyDb.execute.bind(shop.runtime.moneyDb);
    let statements = 0;
    vi.spyOn(shop.runtime.moneyDb, "execute").mockImplementation((query) => {
      statements += 1;
      const running = execute(query);
      if (statements !== CLAIM_STATEMENT) return running;
      const run = running.execute.bind(running);
      vi.spyOn(running, "execute").mockImplementation(async (...args) => {
        await act();
        return run(...args);
      });
      return running;
    });
  }

  async function failedOnce() {
    const orderId = await shop.makeOrder();
    const { call, attemptId } = await shop.startedPush(orderId);
    const ids = idsOf(call.callbackToken);
    await shop.callBack(call, failureBody(ids));
    return { orderId, attemptId, call, ids };
  }

  it("looks again: no prompt beside an attempt that just went to review", async () => {
    const { orderId, attemptId, call, ids } = await failedOnce();
    const other = shop.openProcess();
    const body = successBody(ids, { amountKes: 99, receipt: newReceipt() });
    beforeTheClaim(() => shop.callBack(call, body, other));
    const before = shop.daraja.calls.push.length;
    expect(await shop.start(orderId)).toEqual({
      ok: false,
      reason: "attempt_in_review",
      attemptId,
    });
    expect(shop.daraja.calls.push.length).toBe(before);
  });

  it("looks again: no prompt for an order that was just paid", async () => {
    const { orderId, call, ids } = await failedOnce();
    const other = shop.openProcess();
    const body = successBody(ids, { amountKes: 100, receipt: newReceipt() });
    beforeTheClaim(() => shop.callBack(call, body, other));
    const before = shop.daraja.calls.push.length;
    expect(await shop.start(orderId)).toEqual({ ok: false, reason: "order_not_payable" });
    expect(shop.daraja.calls.push.length).toBe(before);
    expect(await brokenRules(shop, orderId)).toEqual([]);
  });

  it("is refused when the order expires in between", async () => {
    const orderId = await shop.makeOrder({ expiresInSeconds: 60 });
    await shop.startedPush(await shop.makeOrder({ merchant: await merchantOf(orderId) }));
    beforeTheClaim(() => shop.age(orderId, 61));
    expect(await shop.start(orderId)).toEqual({ ok: false, reason: "order_not_payable" });
    expect(await shop.readAttempts(orderId)).toEqual([]);
  });
});

describe("the push", () => {
  it.each([
    ["a reset", reset],
    ["an HTML page", () => html(503)],
    ["an empty 500", () => noWords(500)],
    ["an empty 200", () => noWords(200)],
    ["System is busy", () => refused(500, "500.003.02", "System is busy. Please try again.")],
    ["an unknown error", () => refused(500, "500.001.1001", "Something new")],
  ])("is unknown after %s, and never sent again", async (_name, push) => {
    const orderId = await shop.makeOrder();
    shop.daraja.push = push;
    const before = shop.daraja.calls.push.length;
    expect(await shop.start(orderId)).toMatchObject({ ok: true, push: "unknown" });
    shop.daraja.push = accepted;
    expect(await shop.start(orderId)).toMatchObject({ reason: "attempt_in_progress" });
    await shop.age(orderId, 31);
    await sweepOrder(orderId);
    await shop.age(orderId, 3_600);
    await sweepOrder(orderId);
    expect(shop.daraja.calls.push.length - before).toBe(1);
    expect(await shop.readAttempt(orderId)).toMatchObject({
      push: "unknown",
      outcome: "unresolved",
    });
  });

  it.each([
    [
      "a busy phone",
      () => refused(500, "500.001.1001", "Unable to lock subscriber, a transaction is …"),
      "phone_busy",
    ],
    [
      "a spike arrest",
      () => refused(500, "500.003.02", "Error Occurred: Spike Arrest Violation"),
      "mpesa_busy",
    ],
    [
      "a refused request",
      () => refused(400, "400.002.02", "Bad Request - Invalid Amount"),
      "daraja_refused",
    ],
    ["a connection that never opened", refusedConnection, "not_sent"],
  ])("frees the slot at once after %s", async (_name, push, reason) => {
    const orderId = await shop.makeOrder();
    shop.daraja.push = push;
    expect(await shop.start(orderId)).toMatchObject({ ok: true, push: "rejected" });
    expect(await shop.readAttempt(orderId)).toMatchObject({
      push: "rejected",
      outcome: "failed",
      reason,
      next_check_at: null,
    });
    shop.daraja.push = accepted;
    expect(await shop.start(orderId)).toMatchObject({ ok: true, push: "accepted" });
    expect(await brokenRules(shop, orderId)).toEqual([]);
  });

  it.each([
    ["404.001.03", tokenRejected],
    ["401", () => noWords(401)],
  ])("renews a token rejected with %s once and repeats once, both recorded", async (_n, reject) => {
    const orderId = await shop.makeOrder();
    const oauthBefore = shop.daraja.calls.oauth.length;
    const before = shop.daraja.calls.push.length;
    shop.daraja.push = (call) => (call.number === before + 1 ? reject() : accepted(call));
    expect(await shop.start(orderId)).toMatchObject({ ok: true, push: "accepted" });
    const calls = shop.daraja.calls.push.slice(before);
    expect(calls).toHaveLength(2);
    expect(calls[0]?.authorization).not.toBe(calls[1]?.authorization);
    expect(calls[0]?.callbackToken).toBe(calls[1]?.callbackToken);
    expect(shop.daraja.calls.oauth.length - oauthBefore).toBe(2);
    expect((await shop.readEvidence(orderId)).map(({ kind }) => kind)).toEqual([
      "push_token_rejected",
      "push_accepted",
    ]);
  });

  it("gives up when the renewed token is rejected too: refused, two pushes, no third", async () => {
    const orderId = await shop.makeOrder();
    const before = shop.daraja.calls.push.length;
    shop.daraja.push = tokenRejected;
    expect(await shop.start(orderId)).toMatchObject({ ok: true, push: "rejected" });
    expect(shop.daraja.calls.push.length - before).toBe(2);
    expect(await shop.readAttempt(orderId)).toMatchObject({
      outcome: "failed",
      reason: "merchant_setup",
    });
  });

  it("sends nothing once its deadline has passed, however late the process wakes up", async () => {
    const orderId = await shop.makeOrder();
    await shop.startedPush(await shop.makeOrder({ merchant: await merchantOf(orderId) }));
    const before = shop.daraja.calls.push.length;
    // The process is frozen at the claim, and goes on eleven seconds later.
    const realNow = performance.now.bind(performance);
    const execute = shop.runtime.moneyDb.execute.bind(shop.runtime.moneyDb);
    let statements = 0;
    vi.spyOn(performance, "now").mockImplementation(
      () => realNow() + (statements >= CLAIM_STATEMENT ? 11_000 : 0),
    );
    vi.spyOn(shop.runtime.moneyDb, "execute").mockImplementation((query) => {
      statements += 1;
      return execute(query);
    });
    expect(await shop.start(orderId)).toMatchObject({ ok: true, push: "rejected" });
    expect(shop.daraja.calls.push.length).toBe(before);
    vi.restoreAllMocks();
    expect(await shop.readAttempt(orderId)).toMatchObject({
      push: "rejected",
      outcome: "failed",
      reason: "not_sent",
    });
    expect((await shop.readEvidence(orderId)).map(({ kind }) => kind)).toEqual(["push_not_sent"]);
  });

  it("lets a callback overtake its answer, and follow a lost one", async () => {
    const overtaken = await shop.makeOrder();
    const receipt = newReceipt();
    shop.daraja.push = async (call) => {
      const body = successBody(idsOf(call.callbackToken), { amountKes: 100, receipt });
      expect((await shop.callBack(call, body)).status).toBe(200);
      expect((await shop.readOrder(overtaken)).status).toBe("paid");
      return accepted(call);
    };
    expect(await shop.start(overtaken)).toMatchObject({ ok: true, push: "accepted" });
    const lost = await shop.makeOrder();
    shop.daraja.push = reset;
    const { call } = await shop.startedPush(lost);
    await shop.callBack(
      call,
      successBody(idsOf(call.callbackToken), { amountKes: 100, receipt: newReceipt() }),
    );
    for (const orderId of [overtaken, lost]) {
      expect(await shop.readOrder(orderId)).toMatchObject({
        status: "paid",
        paid_kes: 100,
        flags: [],
      });
      expect(await brokenRules(shop, orderId)).toEqual([]);
    }
    expect(await shop.readAttempt(lost)).toMatchObject({ push: "unknown", outcome: "succeeded" });
  });

  it("holds no connection and no lock while Daraja thinks", async () => {
    const orderIds = await Promise.all(times(12, () => shop.makeOrder()));
    const { open, opened } = gate();
    shop.daraja.push = async (call) => {
      await opened;
      return accepted(call);
    };
    const before = shop.daraja.calls.push.length;
    const starts = Promise.all(orderIds.map((orderId) => shop.start(orderId)));
    await vi.waitFor(() => expect(shop.daraja.calls.push.length - before).toBe(12), 10_000);
    const busy = await shop.witness<{ count: number }[]>`
      select count(*)::int as count from pg_stat_activity
      where datname = current_database() and application_name like 'malipo%' and state <> 'idle'`;
    expect(only(busy).count).toBe(0);
    open();
    for (const result of await starts) expect(result).toMatchObject({ ok: true });
  });

  it(
    "makes an attempt that hangs for the whole deadline unknown",
    { timeout: 20_000 },
    async () => {
      const orderId = await shop.makeOrder();
      vi.useFakeTimers({ toFake: ["performance", "setTimeout", "clearTimeout"] });
      shop.daraja.push = (call) => {
        void Promise.resolve().then(() => vi.advanceTimersByTime(10_001));
        return hang(call);
      };
      try {
        expect(await shop.start(orderId)).toMatchObject({ ok: true, push: "unknown" });
      } finally {
        vi.useRealTimers();
      }
    },
  );
});

async function merchantOf(orderId: string) {
  return only(
    await shop.witness<{ merchantId: string; shortcodeId: string }[]>`
      select merchant_id as "merchantId", shortcode_id as "shortcodeId"
      from orders where id = ${orderId}`,
  );
}

describe("limits", () => {
  it("hold for a phone in a burst, exactly, over many orders at once", async () => {
    const merchant = await shop.makeMerchant({ promptsPerPhonePer10Min: 3 });
    const orderIds = await Promise.all(times(15, () => shop.makeOrder({ merchant })));
    const phoneNumber = newPhone();
    const before = shop.daraja.calls.push.length;
    const results = await Promise.all(orderIds.map((id) => shop.start(id, { phoneNumber })));
    expect(results.filter(({ ok }) => ok)).toHaveLength(3);
    expect(shop.daraja.calls.push.length - before).toBe(3);
    for (const result of results) {
      if (result.ok) continue;
      expect(result).toMatchObject({ reason: "too_many_prompts" });
      if (result.reason !== "too_many_prompts") continue;
      expect(result.retryAfterSeconds).toBeGreaterThan(590);
      expect(result.retryAfterSeconds).toBeLessThanOrEqual(600);
    }
    const [attempts] = await shop.witness<{ count: number }[]>`
      select count(*)::int as count from attempts where order_id in ${shop.witness(orderIds)}`;
    expect(attempts?.count).toBe(3);
  });

  it("hold for a phone over the whole instance, and in every spelling", async () => {
    const phone = newPhone();
    for (const spelling of [
      phone,
      `+254${phone.slice(1)}`,
      `254 ${phone.slice(1, 4)}-${phone.slice(4)}`,
    ]) {
      const merchant = await shop.makeMerchant({ promptsPerPhonePer10Min: 3 });
      const orderId = await shop.makeOrder({ merchant });
      expect(await shop.start(orderId, { phoneNumber: spelling })).toMatchObject({ ok: true });
    }
    const merchant = await shop.makeMerchant({ promptsPerPhonePer10Min: 3 });
    const orderId = await shop.makeOrder({ merchant });
    expect(await shop.start(orderId, { phoneNumber: phone })).toMatchObject({
      reason: "too_many_prompts",
    });
    expect(await shop.start(orderId)).toMatchObject({ ok: true });
  });

  it("hold for a phone in a day, and open again as hits grow old", async () => {
    const merchant = await shop.makeMerchant({
      promptsPerPhonePer10Min: 3,
      promptsPerPhonePerDay: 5,
    });
    const phoneNumber = newPhone();
    const start = async () => shop.start(await shop.makeOrder({ merchant }), { phoneNumber });
    for (let n = 0; n < 3; n += 1) expect(await start()).toMatchObject({ ok: true });
    expect(await start()).toMatchObject({ reason: "too_many_prompts" });
    await shop.ageBuckets(601);
    for (let n = 0; n < 2; n += 1) expect(await start()).toMatchObject({ ok: true });
    await shop.ageBuckets(601);
    const refusal = await start();
    expect(refusal).toMatchObject({ reason: "too_many_prompts" });
    if (!refusal.ok && refusal.reason === "too_many_prompts") {
      // The oldest of five leaves the day when 24 h have passed since it.
      expect(refusal.retryAfterSeconds).toBeGreaterThan(86_400 - 1_202 - 30);
      expect(refusal.retryAfterSeconds).toBeLessThanOrEqual(86_400 - 1_202);
    }
    await shop.ageBuckets(86_400 - 1_201);
    for (let n = 0; n < 3; n += 1) expect(await start()).toMatchObject({ ok: true });
  });

  it("hold for an order", async () => {
    const merchant = await shop.makeMerchant({ attemptsPerOrder: 2 });
    const orderId = await shop.makeOrder({ merchant });
    shop.daraja.push = refusedConnection;
    const before = shop.daraja.calls.push.length;
    for (let n = 0; n < 2; n += 1) expect(await shop.start(orderId)).toMatchObject({ ok: true });
    const refusal = await shop.start(orderId);
    expect(refusal).toMatchObject({ reason: "too_many_prompts" });
    // No room comes back before the order's end.
    if (!refusal.ok && refusal.reason === "too_many_prompts") {
      expect(refusal.retryAfterSeconds).toBeGreaterThan(80_000);
    }
    expect(shop.daraja.calls.push.length - before).toBe(2);
  });

  it("hold for an address: different phones, not prompts", async () => {
    const merchant = await shop.makeMerchant({ phonesPerAddressPerHour: 3 });
    const address = `41.90.${Math.floor(Math.random() * 250)}.${Math.floor(Math.random() * 250)}`;
    const start = async (phoneNumber: string, from: string | null = address) =>
      shop.start(await shop.makeOrder({ merchant }), { phoneNumber, address: from });
    const phones = times(3, () => newPhone());
    for (const phone of [...phones, ...phones]) {
      expect(await start(phone)).toMatchObject({ ok: true });
    }
    const refusal = await start(newPhone());
    expect(refusal).toMatchObject({ reason: "too_many_prompts" });
    if (!refusal.ok && refusal.reason === "too_many_prompts") {
      expect(refusal.retryAfterSeconds).toBeGreaterThan(3_500);
      expect(refusal.retryAfterSeconds).toBeLessThanOrEqual(3_600);
    }
    expect(await start(phones[0] ?? "")).toMatchObject({ ok: true });
    expect(await start(newPhone(), "41.91.0.1")).toMatchObject({ ok: true });
    expect(await start(newPhone(), null)).toMatchObject({ ok: true });
    await shop.ageBuckets(3_601);
    expect(await start(newPhone())).toMatchObject({ ok: true });
  });

  it("hold for an address exactly under concurrency", async () => {
    const merchant = await shop.makeMerchant({ phonesPerAddressPerHour: 4 });
    const orderIds = await Promise.all(times(16, () => shop.makeOrder({ merchant })));
    const address = "2c0f:fe38::1";
    const results = await Promise.all(orderIds.map((id) => shop.start(id, { address })));
    expect(results.filter(({ ok }) => ok)).toHaveLength(4);
  });

  it("never cost a prompt that was not allowed: a refused start makes no attempt", async () => {
    const merchant = await shop.makeMerchant({ promptsPerPhonePer10Min: 1 });
    const phoneNumber = newPhone();
    await shop.start(await shop.makeOrder({ merchant }), { phoneNumber });
    const orderId = await shop.makeOrder({ merchant });
    await shop.start(orderId, { phoneNumber });
    expect(await shop.readAttempts(orderId)).toEqual([]);
    expect(await shop.readOrder(orderId)).toMatchObject({ attempt_count: 0, version: 1 });
  });
});
