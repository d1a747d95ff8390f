import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeId } from "@/lib/ids";
import { asMerchant } from "@/lib/merchants/as-merchant";
import { makeTestMerchant, openTestRuntime } from "@/lib/merchants/fixtures/test-merchant";
import { createOrder } from "@/lib/orders/create-order";
import { makeTestLink } from "@/lib/payment-links/fixtures/test-link";
import { readOwnFirstSteps } from "./read-first-steps";

let runtime: Awaited<ReturnType<typeof openTestRuntime>>;

beforeAll(async () => {
  runtime = await openTestRuntime();
});
afterAll(() => runtime.close());

const stepsOf = (merchantId: string) => readOwnFirstSteps(asMerchant(runtime, { merchantId }));

/** An order that was paid, by hand, and by whose check, if any. */
async function pay(merchantId: string, isCheck: boolean): Promise<void> {
  const made = await createOrder(runtime, merchantId, { amountKes: 1, title: "One" });
  if (!made.ok) throw new Error(made.reason);
  const orderId = made.order.id;
  const attemptId = makeId("attempt");
  await runtime.db.execute(sql`
    insert into attempts (id, merchant_id, order_id, shortcode_id, amount_kes, token_sha256, outcome)
    select ${attemptId}, merchant_id, id, shortcode_id, 1, sha256(${attemptId}::bytea), 'succeeded'
    from orders where id = ${orderId}`);
  await runtime.db.execute(sql`
    insert into payments (id, merchant_id, order_id, attempt_id, kind, amount_kes, counted, late,
      after_failure)
    values (${makeId("payment")}, ${merchantId}, ${orderId}, ${attemptId}, 'stk', 1, true, false,
      false)`);
  if (!isCheck) return;
  await runtime.db.execute(sql`
    insert into shortcode_checks (id, merchant_id, shortcode_id, kind, order_id, checked_by)
    select ${makeId("shortcodeCheck")}, merchant_id, shortcode_id, 'push', id, 'somebody'
    from orders where id = ${orderId}`);
}

it("steps are ticked off by what is in the database, one after the other", async () => {
  const { merchantId } = await makeTestMerchant(runtime, { hasShortcode: false });
  await makeTestMerchant(runtime);
  const open = { isChecked: false, hasOrder: false, hasPayment: false };
  expect(await stepsOf(merchantId)).toEqual({ environment: null, shortcodeId: null, ...open });

  await runtime.db.execute(sql`
    insert into shortcodes select (jsonb_populate_record(s, jsonb_build_object(
      'id', ${makeId("shortcode")}::text, 'merchant_id', ${merchantId}::text))).*
    from shortcodes s limit 1`);
  expect(await stepsOf(merchantId)).toMatchObject({ environment: "simulator", ...open });

  // Paying for a check is no sale, and no step beyond the check.
  await pay(merchantId, true);
  expect(await stepsOf(merchantId)).toMatchObject({ ...open, isChecked: true });

  await makeTestLink(runtime, merchantId);
  expect(await stepsOf(merchantId)).toMatchObject({ hasOrder: true, hasPayment: false });
  await pay(merchantId, false);
  expect(await stepsOf(merchantId)).toMatchObject({ hasOrder: true, hasPayment: true });

  await runtime.db.execute(sql`
    update shortcodes set credentials_changed_at = clock_timestamp() where merchant_id = ${merchantId}`);
  expect(await stepsOf(merchantId)).toMatchObject({ isChecked: false });
});
