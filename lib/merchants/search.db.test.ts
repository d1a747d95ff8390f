import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeId } from "@/lib/ids";
import { sealMsisdn } from "@/lib/payments/attempt-secrets";
import { parseMsisdn } from "@/lib/phone";
import { asMerchant, type MerchantReads } from "./as-merchant";
import { NO_FILTER } from "./no-filter";
import { makeTestMerchant, openTestRuntime } from "./fixtures/test-merchant";
import { listOrderRows } from "./list-orders";
import { listPayments } from "./list-payments";
import type { ListFilter, PaymentFilter } from "./model";

let runtime: Awaited<ReturnType<typeof openTestRuntime>>;
let merchant: MerchantReads;
let tea: Sale;
let soda: Sale;
let foreign: Sale;

beforeAll(async () => {
  runtime = await openTestRuntime();
  const ours = await makeTestMerchant(runtime);
  const theirs = await makeTestMerchant(runtime);
  merchant = asMerchant(runtime, ours);
  tea = await sell(ours.merchantId, { title: "Tea & mandazi", amountKes: 120 });
  soda = await sell(ours.merchantId, {
    title: "100% juice_",
    reference: "INV-7",
    amountKes: 1_980,
    phone: "0733 000 999",
    receipt: null,
    flags: ["late", "needs_review"],
    createdAt: "2026-11-24T20:59:59.999Z",
  });
  foreign = await sell(theirs.merchantId, { title: "Tea & mandazi", amountKes: 120 });
});
afterAll(() => runtime.close());

type Sale = { orderId: string; attemptId: string; accountReference: string; shortcodeId: string };

/** An order with one attempt, paid with a receipt or failed without one. */
async function sell(
  merchantId: string,
  {
    title,
    amountKes,
    reference = null,
    phone = "0712 345 678",
    receipt = "NLJ7RT61SV",
    flags = [],
    createdAt = "2026-11-25T08:00:00Z",
  }: {
    title: string;
    amountKes: number;
    reference?: string | null;
    phone?: string;
    receipt?: string | null;
    flags?: string[];
    createdAt?: string;
  },
): Promise<Sale> {
  const orderId = makeId("order");
  const attemptId = makeId("attempt");
  const msisdn = parseMsisdn(phone);
  if (!msisdn) throw new Error("no phone number");
  const sealed = sealMsisdn(runtime.env, merchantId, msisdn);
  const accountReference = orderId.slice(-10).toUpperCase();
  const { rows } = await runtime.db.execute<{ shortcode_id: string }>(sql`
    insert into orders (id, merchant_id, shortcode_id, amount_kes, title, reference,
      account_reference, status, flags, expires_at, created_at)
    select ${orderId}, ${merchantId}, id, ${amountKes}::int, ${title}, ${reference}, ${accountReference},
      ${receipt === null ? "expired" : "paid"}, ${sql.param(flags)}::text[], now(), ${createdAt}
    from shortcodes where merchant_id = ${merchantId} returning shortcode_id`);
  await runtime.db.execute(sql`
    insert into attempts (id, merchant_id, order_id, shortcode_id, amount_kes, token_sha256, outcome,
      data_key_sealed, msisdn_sealed, msisdn_hash, msisdn_last4_hash, created_at)
    select ${attemptId}, merchant_id, id, shortcode_id, amount_kes, convert_to(id, 'UTF8'),
      ${receipt === null ? "failed" : "succeeded"}, ${sealed.dataKeySealed}, ${sealed.msisdnSealed},
      ${sealed.msisdnHash}, ${sealed.msisdnLast4Hash}, created_at
    from orders where id = ${orderId}`);
  if (receipt !== null) {
    await runtime.db.execute(sql`
      insert into payments (id, merchant_id, order_id, attempt_id, kind, amount_kes, receipt, counted, late, after_failure)
      values (${makeId("payment")}, ${merchantId}, ${orderId}, ${attemptId}, 'stk', ${amountKes}::int, ${receipt}, true, false, false)`);
  }
  return { orderId, attemptId, accountReference, shortcodeId: rows[0]?.shortcode_id ?? "" };
}

const place = { before: null, after: null };

/** The orders that both lists find, by the orders' ids: they must agree. */
async function find(filter: Partial<ListFilter<PaymentFilter & "paid">>): Promise<string[]> {
  const narrowed = { place, filter: { ...NO_FILTER, ...filter } };
  const payments = await listPayments(runtime, merchant, narrowed);
  const orders = await listOrderRows(runtime, merchant, narrowed);
  const found = orders.rows.map(({ orderId }) => orderId);
  expect(payments.rows.map(({ orderId }) => orderId)).toEqual(found);
  expect([payments.isCut, orders.isCut]).toEqual([false, false]);
  return found;
}

describe("the search box finds", () => {
  it.each(["NLJ7RT61SV", "nlj7rt61sv", "0712345678", "+254 712 345 678", "5678", "TEA", "tea & m"])(
    "by receipt, phone and title: %s",
    async (search) => {
      expect(await find({ search })).toEqual([tea.orderId]);
    },
  );

  it("by ids and references", async () => {
    const texts = [soda.orderId, `https://x.example/pay/${soda.orderId}`, soda.accountReference];
    for (const search of [...texts, soda.attemptId, soda.accountReference.toLowerCase(), "inv-7"]) {
      expect([search, await find({ search })]).toEqual([search, [soda.orderId]]);
    }
  });

  it("signs of SQL only as themselves", async () => {
    expect(await find({ search: "100% J" })).toEqual([soda.orderId]);
    for (const search of ["%", "_", "10_", "' or true --", "\\", "mandazi", "\u{10ffff}"]) {
      expect([search, await find({ search })]).toEqual([search, []]);
    }
  });

  it("nothing of another merchant's, whichever way", async () => {
    for (const search of [foreign.orderId, foreign.attemptId, foreign.accountReference]) {
      expect([search, await find({ search })]).toEqual([search, []]);
    }
  });
});

describe("filters narrow both lists", () => {
  it("to days of Nairobi, both ends included", async () => {
    expect(await find({ fromDay: "2026-11-24", toDay: "2026-11-24" })).toEqual([soda.orderId]);
    expect(await find({ fromDay: "2026-11-25", toDay: "2026-11-25" })).toEqual([tea.orderId]);
    expect(await find({ toDay: "2026-11-25" })).toEqual([tea.orderId, soda.orderId]);
    expect(await find({ fromDay: "2026-11-26" })).toEqual([]);
  });

  it("to amounts, flags, a shortcode and a status, and to all of them at once", async () => {
    expect(await find({ minKes: 120, maxKes: 120 })).toEqual([tea.orderId]);
    expect(await find({ minKes: 121 })).toEqual([soda.orderId]);
    expect(await find({ flag: "late" })).toEqual([soda.orderId]);
    expect(await find({ flag: "refund_due" })).toEqual([]);
    expect(await find({ status: "paid" })).toEqual([tea.orderId]);
    const { shortcodeId } = soda;
    expect(await find({ shortcodeId })).toEqual([tea.orderId, soda.orderId]);
    expect(await find({ shortcodeId: foreign.shortcodeId })).toEqual([]);
    const all = { search: "0733000999", flag: "late", minKes: 1_000, toDay: "2026-11-24" } as const;
    expect(await find({ ...all, shortcodeId })).toEqual([soda.orderId]);
    expect(await find({ ...all, status: "paid" })).toEqual([]);
  });
});
