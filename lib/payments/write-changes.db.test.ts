import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { decide } from "./decide";
import { newReceipt, successBody } from "./fixtures/callback-bodies";
import { idsOf } from "./fixtures/fake-daraja";
import { brokenRules, only, openTestShop, type TestShop } from "./fixtures/test-shop";
import { readSnapshot } from "./read-snapshot";
import { applyEvidence } from "./record-evidence";
import { writeChanges } from "./write-changes";

/** Rule 11: the one statement that writes money state, held in the middle of a race. */

let shop: TestShop;

beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop.close());
afterEach(() => vi.restoreAllMocks());

type Merchant = Awaited<ReturnType<TestShop["makeMerchant"]>>;

/** An order with a prompt, and a success stored for it that nobody has applied yet. */
async function withUnappliedSuccess(receipt: string, merchant?: Merchant) {
  const orderId = await shop.makeOrder(merchant ? { merchant } : {});
  const { call, attemptId } = await shop.startedPush(orderId);
  const evidenceId = `evd_${receipt}`;
  await shop.witness`
    insert into evidence (id, merchant_id, order_id, attempt_id, source, kind, code, amount_kes,
      receipt, checkout_request_id, raw_sha256)
    select ${evidenceId}, merchant_id, id, ${attemptId}, 'callback', 'callback_success', '0', 100,
      ${receipt}, ${idsOf(call.callbackToken).checkoutRequestId}, ${Buffer.from(receipt)}
    from orders where id = ${orderId}`;
  return { orderId, attemptId, call, evidenceId };
}

/** What would be written for this evidence from what is read now. */
async function decideNow(evidenceId: string) {
  const read = await readSnapshot(shop.runtime.moneyDb, evidenceId);
  if (!read) throw new Error("no such evidence");
  return {
    ...read,
    evidence: { id: evidenceId, isQuery: false, fresh: null },
    isPaymentStored: read.snapshot.payments.length > 0,
    changes: decide(read.snapshot, read.evidence),
  };
}

async function everything(orderId: string) {
  return {
    order: await shop.readOrder(orderId),
    attempts: [...(await shop.readAttempts(orderId))],
    payments: [...(await shop.readPayments(orderId))],
    timeline: [...(await shop.readTimeline(orderId))],
    evidence: [...(await shop.readEvidence(orderId))],
  };
}

describe("rule 11: a decision", () => {
  it("on an older version of the order writes nothing at all", async () => {
    const { orderId, evidenceId } = await withUnappliedSuccess(newReceipt());
    const write = await decideNow(evidenceId);
    expect(write.changes.payment).not.toBeNull();
    // Somebody else changed the order meanwhile.
    await shop.witness`update orders set version = version + 1 where id = ${orderId}`;
    const before = await everything(orderId);
    expect(await writeChanges(shop.runtime.moneyDb, write)).toBe(false);
    expect(await everything(orderId)).toEqual(before);
    expect(await applyEvidence(shop.runtime, evidenceId)).toBe(true);
    expect(await brokenRules(shop, orderId)).toEqual([]);
  });

  it("on evidence that is applied already writes nothing at all", async () => {
    const { orderId, evidenceId } = await withUnappliedSuccess(newReceipt());
    await applyEvidence(shop.runtime, evidenceId);
    const write = await decideNow(evidenceId);
    const before = await everything(orderId);
    expect(await writeChanges(shop.runtime.moneyDb, write)).toBe(false);
    expect(await everything(orderId)).toEqual(before);
  });

  it("on another attempt's receipt is refused by the database, and writes nothing at all", async () => {
    const merchant = await shop.makeMerchant();
    const receipt = newReceipt();
    const late = await withUnappliedSuccess(receipt, merchant);
    const write = await decideNow(late.evidenceId);
    const first = await shop.startedPush(await shop.makeOrder({ merchant }));
    const ids = idsOf(first.call.callbackToken);
    await shop.callBack(first.call, successBody(ids, { amountKes: 100, receipt }));
    const before = await everything(late.orderId);
    await expect(writeChanges(shop.runtime.moneyDb, write)).rejects.toMatchObject({
      cause: { code: "23505", constraint: "payments_receipt" },
    });
    expect(await everything(late.orderId)).toEqual(before);
  });
});

describe("rule 8: evidence", () => {
  it("is decided again when another attempt took the receipt meanwhile", async () => {
    const merchant = await shop.makeMerchant();
    const receipt = newReceipt();
    const late = await withUnappliedSuccess(receipt, merchant);
    const first = await shop.startedPush(await shop.makeOrder({ merchant }));
    const other = shop.openProcess();
    // The other order is paid between our reading and our writing.
    const execute = shop.runtime.moneyDb.execute.bind(shop.runtime.moneyDb);
    vi.spyOn(shop.runtime.moneyDb, "execute").mockImplementationOnce((query) => {
      const running = execute(query);
      const run = running.execute.bind(running);
      vi.spyOn(running, "execute").mockImplementation(async (...args) => {
        const body = successBody(idsOf(first.call.callbackToken), { amountKes: 100, receipt });
        await shop.callBack(first.call, body, other);
        return run(...args);
      });
      return running;
    });
    expect(await applyEvidence(shop.runtime, late.evidenceId)).toBe(true);
    expect(await shop.readAttempt(late.orderId)).toMatchObject({ outcome: "review" });
    expect(await shop.readOrder(late.orderId)).toMatchObject({ paid_kes: 0 });
    expect(await shop.readPayments(late.orderId)).toEqual([]);
    const owner = only(
      await shop.witness<{ attempt_id: string }[]>`
        select attempt_id from payments where receipt = ${receipt}`,
    );
    expect(owner.attempt_id).toBe(first.attemptId);
    expect(await brokenRules(shop, late.orderId)).toEqual([]);
  });
});
