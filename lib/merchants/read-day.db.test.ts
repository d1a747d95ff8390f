import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeId } from "@/lib/ids";
import { asMerchant } from "./as-merchant";
import { makeTestMerchant, openTestRuntime } from "./fixtures/test-merchant";
import { readDay } from "./read-day";

let runtime: Awaited<ReturnType<typeof openTestRuntime>>;

beforeAll(async () => {
  runtime = await openTestRuntime();
});
afterAll(() => runtime.close());

type Money = { amountKes: number; at: string; isCounted?: boolean };

/** An order whose one attempt brought money at a moment. */
async function receive(merchantId: string, { amountKes, at, isCounted = true }: Money) {
  const [orderId, attemptId] = [makeId("order"), makeId("attempt")];
  await runtime.db.execute(sql`
    insert into orders (id, merchant_id, shortcode_id, amount_kes, title, account_reference, expires_at)
    select ${orderId}, ${merchantId}, id, ${amountKes}::int, 'Tea', ${orderId.slice(-10)}, now()
    from shortcodes where merchant_id = ${merchantId}`);
  await runtime.db.execute(sql`
    insert into attempts (id, merchant_id, order_id, shortcode_id, amount_kes, token_sha256, outcome, created_at)
    select ${attemptId}, merchant_id, id, shortcode_id, amount_kes, convert_to(id, 'UTF8'),
      ${isCounted ? "succeeded" : "review"}, ${at} from orders where id = ${orderId}`);
  await runtime.db.execute(sql`
    insert into payments (id, merchant_id, order_id, attempt_id, kind, amount_kes, receipt, counted, late, after_failure, created_at)
    values (${makeId("payment")}, ${merchantId}, ${orderId}, ${attemptId}, 'stk', ${amountKes}::int, null, ${isCounted}, false, false, ${at})`);
}

it("counts the money of one Nairobi day of one merchant, and nothing beside it", async () => {
  const shop = await makeTestMerchant(runtime);
  const other = await makeTestMerchant(runtime);
  await receive(shop.merchantId, { amountKes: 1, at: "2026-11-24T20:59:59.999Z" });
  await receive(shop.merchantId, { amountKes: 20, at: "2026-11-24T21:00:00Z" });
  await receive(shop.merchantId, { amountKes: 300, at: "2026-11-25T20:59:59.999Z" });
  await receive(shop.merchantId, { amountKes: 4_000, at: "2026-11-25T21:00:00Z" });
  await receive(shop.merchantId, { amountKes: 7, at: "2026-11-25T09:00:00Z", isCounted: false });
  await receive(other.merchantId, { amountKes: 50_000, at: "2026-11-25T09:00:00Z" });
  const reads = asMerchant(runtime, shop);
  const sheet = await readDay(reads, "2026-11-25");
  expect(sheet).toMatchObject({
    counted: { count: 2, amountKes: 320 },
    notCounted: { count: 1, amountKes: 7 },
    attempts: { paid: 2, review: 1, open: 0, failed: 0 },
    isCut: false,
  });
  expect(sheet.payments.map(({ amountKes }) => amountKes)).toEqual([20, 7, 300]);
  expect(await readDay(reads, "2026-11-27")).toEqual({
    day: "2026-11-27",
    counted: { count: 0, amountKes: 0 },
    notCounted: { count: 0, amountKes: 0 },
    attempts: { paid: 0, open: 0, failed: 0, review: 0 },
    payments: [],
    isCut: false,
  });
});
