import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DECISION_KINDS } from "@/db/vocabulary";
import { makeId } from "@/lib/ids";
import { cancelOrder } from "./cancel-order";
import {
  DECIDER,
  decideNow,
  neverResolved,
  payWith,
  pushedOrder,
} from "./fixtures/decided-stories";
import { newReceipt } from "./fixtures/callback-bodies";
import { brokenRules, only, openTestShop, type TestShop } from "./fixtures/test-shop";
import { readOrderStatus } from "./read-order-status";
import { sweep } from "./sweep";

let shop: TestShop;
let merchant: Awaited<ReturnType<TestShop["makeMerchant"]>>;

beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop.close());
beforeEach(async () => {
  merchant = await shop.makeMerchant();
});

const decide = (orderId: string, decision: Parameters<typeof decideNow>[3]) =>
  decideNow(shop, merchant, orderId, decision);
const refused = (reason: string) => ({ ok: false, reason });
const readCases = async (orderId: string) =>
  only(
    await shop.witness<{ cases: string[]; cases_since: Date | null }[]>`
      select cases, cases_since from orders where id = ${orderId}`,
  );
const everything = async (orderId: string) => [
  await shop.readOrder(orderId),
  await readCases(orderId),
  await shop.readAttempts(orderId),
  await shop.readPayments(orderId),
  await shop.readEvidence(orderId),
  await shop.readTimeline(orderId),
];

/** An order of KES 100 for which 99 came. */
async function inReview() {
  const push = await pushedOrder(shop, merchant);
  const receipt = newReceipt();
  await payWith(shop, push, { amountKes: 99, receipt });
  return { ...push, receipt };
}

const attemptDecisions = () =>
  shop.witness`select source, kind, about_attempt_id, decided_by, decision_note, receipt, amount_kes
    from evidence where source = 'person' order by received_at desc limit 1`;

const DECIDED = { ok: true, isRepeat: false };

describe("a decision", () => {
  it("is evidence: who, what about, and why, for ever", async () => {
    const { orderId, attemptId } = await inReview();
    const kind = "payment_accepted";
    const note = "the customer agreed by phone";
    expect(await decide(orderId, { kind, aboutAttemptId: attemptId, note })).toEqual(DECIDED);
    expect(only(await attemptDecisions())).toMatchObject({
      source: "person",
      kind,
      about_attempt_id: attemptId,
      decided_by: DECIDER,
      decision_note: note,
    });
    const change = shop.witness`update evidence set decision_note = 'no' where order_id = ${orderId}`;
    await expect(change).rejects.toThrow("append-only");
    expect(await shop.readOrder(orderId)).toMatchObject({ status: "underpaid", paid_kes: 99 });
    expect(await brokenRules(shop, orderId)).toEqual([]);
  });

  it("is made once, however often and however much at once its form is sent", async () => {
    const { orderId, attemptId } = await inReview();
    const form = {
      kind: "payment_accepted",
      formId: makeId("evidence"),
      aboutAttemptId: attemptId,
      seenSeq: (await shop.readOrder(orderId)).timeline_seq,
    } as const;
    const results = await Promise.all(Array.from({ length: 8 }, () => decide(orderId, form)));
    expect(results.every(({ ok }) => ok)).toBe(true);
    expect(results.filter((result) => result.ok && !result.isRepeat)).toHaveLength(1);
    const before = await everything(orderId);
    expect(await decide(orderId, form)).toEqual({ ok: true, isRepeat: true });
    expect(await everything(orderId)).toEqual(before);
    const rows = await shop.readEvidence(orderId);
    expect(rows.filter(({ source }) => source === "person")).toHaveLength(1);
    // Somebody else's id for another purpose is no decision at all.
    expect(await decide(orderId, { ...form, kind: "case_closed" })).toEqual(refused("invalid"));
  });

  it("of two different ones at once one is made, and the other sees what changed", async () => {
    const { orderId, attemptId } = await inReview();
    const { timeline_seq: seenSeq } = await shop.readOrder(orderId);
    const about = { aboutAttemptId: attemptId, seenSeq };
    const results = await Promise.all([
      decide(orderId, { kind: "payment_accepted", ...about }),
      decide(orderId, {
        kind: "refunded_outside",
        amountKes: 99,
        receipt: newReceipt(),
        ...about,
      }),
    ]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results).toContainEqual(refused("changed_meanwhile"));
    expect(await brokenRules(shop, orderId)).toEqual([]);
  });

  it("changes nothing if something came that was not seen", async () => {
    const push = await inReview();
    const { timeline_seq: seenSeq } = await shop.readOrder(push.orderId);
    await payWith(shop, push, { amountKes: 98 });
    const before = await everything(push.orderId);
    const decision = { kind: "payment_accepted", aboutAttemptId: push.attemptId, seenSeq } as const;
    expect(await decide(push.orderId, decision)).toEqual(refused("changed_meanwhile"));
    expect(await everything(push.orderId)).toEqual(before);
  });

  it("changes nothing of another merchant's order, whatever it is", async () => {
    const { orderId, attemptId } = await inReview();
    const stranger = await shop.makeMerchant();
    const before = await everything(orderId);
    for (const kind of DECISION_KINDS) {
      const decision = { kind, aboutAttemptId: attemptId, amountKes: 99, receipt: newReceipt() };
      expect(await decideNow(shop, stranger, orderId, decision)).toEqual(
        refused("order_not_found"),
      );
    }
    expect(await everything(orderId)).toEqual(before);
    const foreign = await inReview();
    const decision = { kind: "payment_accepted", aboutAttemptId: foreign.attemptId } as const;
    expect(await decide(orderId, decision)).toEqual(refused("attempt_not_found"));
  });
});

describe("what waits for a person", () => {
  it("has its time from the first case on, until the last is closed", async () => {
    const { orderId, attemptId } = await inReview();
    const waiting = await readCases(orderId);
    expect(waiting).toEqual({ cases: ["amount_differs"], cases_since: expect.any(Date) as Date });
    await decide(orderId, { kind: "payment_accepted", aboutAttemptId: attemptId });
    const { cases, cases_since } = await readCases(orderId);
    expect(cases).toEqual(["underpaid"]);
    expect(cases_since).toEqual(waiting.cases_since);
    expect(await decide(orderId, { kind: "written_off" })).toEqual(DECIDED);
    expect(await readCases(orderId)).toEqual({ cases: [], cases_since: null });
  });
});

describe("money that was given back", () => {
  const refund = (attemptId: string, receipt = newReceipt()) =>
    ({ kind: "refunded_outside", aboutAttemptId: attemptId, amountKes: 99, receipt }) as const;

  it("ends the review: the customer's page starts again, and the order can be cancelled", async () => {
    const { orderId, attemptId } = await inReview();
    expect(await shop.start(orderId)).toMatchObject({ reason: "attempt_in_review" });
    expect(await decide(orderId, refund(attemptId))).toEqual(DECIDED);
    const read = await readOrderStatus(shop.runtime, orderId);
    expect(read?.view).toMatchObject({ status: "open", paidKes: 0, attempt: null });
    expect(await shop.startedPush(orderId)).toBeDefined();
    const other = await inReview();
    await decide(other.orderId, refund(other.attemptId));
    expect(await cancelOrder(shop.runtime, merchant.merchantId, other.orderId)).toMatchObject({
      ok: true,
    });
  });

  it("has a receipt that no other refund and no payment has", async () => {
    const [first, second] = [await inReview(), await inReview()];
    const receipt = newReceipt();
    expect(await decide(first.orderId, refund(first.attemptId, receipt))).toEqual(DECIDED);
    for (const used of [receipt, first.receipt, second.receipt]) {
      expect(await decide(second.orderId, refund(second.attemptId, used))).toEqual(
        refused("receipt_used"),
      );
    }
    const again = await Promise.all(
      [await inReview(), await inReview()].map(({ orderId, attemptId }) =>
        decide(orderId, refund(attemptId, "SAMEATONCE1")),
      ),
    );
    expect(again).toContainEqual(DECIDED);
    expect(again).toContainEqual(refused("receipt_used"));
  });
});

describe("rule 8: a payment by hand", () => {
  const byHand = (attemptId: string, receipt: string, amountKes = 100) =>
    ({ kind: "paid_by_hand", aboutAttemptId: attemptId, amountKes, receipt }) as const;

  it("of one receipt for two orders at once is counted once", async () => {
    const orders = [await neverResolved(shop, merchant), await neverResolved(shop, merchant)];
    const receipt = newReceipt();
    const results = await Promise.all(
      orders.map(({ orderId, attemptId }) => decide(orderId, byHand(attemptId, receipt))),
    );
    expect(results).toContainEqual(DECIDED);
    expect(results).toContainEqual(refused("receipt_used"));
    const paid = await shop.witness`
      select order_id from payments where receipt = ${receipt} and merchant_id = ${merchant.merchantId}`;
    expect(paid).toHaveLength(1);
  });

  it("takes no receipt of a payment that M-Pesa told, nor one of a refund", async () => {
    const paid = await pushedOrder(shop, merchant);
    const receipt = newReceipt();
    await payWith(shop, paid, { amountKes: 100, receipt });
    const { orderId, attemptId } = await neverResolved(shop, merchant);
    expect(await decide(orderId, byHand(attemptId, receipt))).toEqual(refused("receipt_used"));
    const reviewed = await inReview();
    const given = newReceipt();
    await decide(reviewed.orderId, {
      kind: "refunded_outside",
      aboutAttemptId: reviewed.attemptId,
      amountKes: 99,
      receipt: given,
    });
    expect(await decide(orderId, byHand(attemptId, given))).toEqual(refused("receipt_used"));
  });

  it("stays one when the callback comes after all, and is marked as made by hand", async () => {
    const push = await neverResolved(shop, merchant);
    const receipt = newReceipt();
    expect(await decide(push.orderId, byHand(push.attemptId, receipt))).toEqual(DECIDED);
    await payWith(shop, push, { amountKes: 100, receipt });
    expect(await shop.readPayments(push.orderId)).toMatchObject([
      { amount_kes: 100, receipt, counted: true },
    ]);
    const kinds = await shop.witness`select kind from payments where order_id = ${push.orderId}`;
    expect(kinds).toMatchObject([{ kind: "hand" }]);
    expect(await shop.readOrder(push.orderId)).toMatchObject({ status: "paid", paid_kes: 100 });
    const told = await shop.readTimeline(push.orderId);
    expect(told.map(({ kind }) => kind)).toContain("paid_by_hand");
  });

  it("does not stop the callback of another attempt, which is then a person's case", async () => {
    const push = await neverResolved(shop, merchant);
    const receipt = newReceipt();
    await decide(push.orderId, byHand(push.attemptId, receipt));
    const other = await pushedOrder(shop, merchant);
    await payWith(shop, other, { amountKes: 100, receipt });
    expect(await shop.readOrder(other.orderId)).toMatchObject({
      status: "open",
      paid_kes: 0,
      flags: ["needs_review"],
    });
    expect(await readCases(other.orderId)).toMatchObject({ cases: ["receipt_reused"] });
  });
});

describe("an attempt of which nothing was heard", () => {
  it("is given up only once M-Pesa is no longer asked", async () => {
    const push = await pushedOrder(shop, merchant);
    await shop.age(push.orderId, 310);
    await sweep(shop.runtime, push.orderId);
    const about = { kind: "written_off", aboutAttemptId: push.attemptId } as const;
    expect(await decide(push.orderId, about)).toEqual(refused("checks_go_on"));
    const old = await neverResolved(shop, merchant);
    const given = { ...about, aboutAttemptId: old.attemptId };
    expect(await decide(old.orderId, given)).toEqual(DECIDED);
    // Its time is over, or a start needs no longer name it.
    const started = await shop.start(old.orderId);
    expect(started).toMatchObject({ ok: false, reason: "order_not_payable" });
  });
});

describe("the rest of an underpaid order", () => {
  async function underpaid() {
    const push = await inReview();
    await decide(push.orderId, { kind: "payment_accepted", aboutAttemptId: push.attemptId });
    return push;
  }

  it("is payable once a person asked for it, exactly", async () => {
    const { orderId } = await underpaid();
    expect(await shop.start(orderId)).toMatchObject({ reason: "order_not_payable" });
    expect(await decide(orderId, { kind: "rest_asked" })).toEqual(DECIDED);
    const { call } = await shop.startedPush(orderId);
    expect(call.amountKes).toBe(1);
    await payWith(shop, { call }, { amountKes: 1 });
    expect(await shop.readOrder(orderId)).toMatchObject({ status: "paid", paid_kes: 100 });
    expect(await readCases(orderId)).toMatchObject({ cases: [] });
  });

  it("is not, once a person gave it up or the order's time is over", async () => {
    const { orderId } = await underpaid();
    await decide(orderId, { kind: "rest_asked" });
    expect(await decide(orderId, { kind: "written_off" })).toEqual(DECIDED);
    expect(await shop.start(orderId)).toMatchObject({ reason: "order_not_payable" });
    const late = await underpaid();
    await shop.age(late.orderId, 86_401);
    expect(await decide(late.orderId, { kind: "rest_asked" })).toEqual(refused("order_expired"));
  });
});
