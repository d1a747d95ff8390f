import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { INVARIANTS } from "@/db/vocabulary";
import { checkInvariants } from "../check-invariants";
import { liveThroughStories } from "../fixtures/busy-shop";
import { newReceipt, successBody } from "../fixtures/callback-bodies";
import { idsOf, queryResult } from "../fixtures/fake-daraja";
import { openTestShop, type TestShop } from "../fixtures/test-shop";
import { applyEvidence } from "../record-evidence";
import { sweep } from "../sweep";
import { checkRebuild } from "./check-rebuild";
import type { Difference } from "./compare-projections";

let shop: TestShop;
let stories: Map<string, string>;

beforeAll(async () => {
  shop = await openTestShop();
  const merchants = [await shop.makeMerchant(), await shop.makeMerchant()];
  for (const merchant of merchants) stories = await liveThroughStories(shop, merchant);
});
afterAll(() => shop.close());

async function check() {
  const differences: Difference[] = [];
  const counts = await checkRebuild(shop.runtime.db, {
    onDifference: (difference) => void differences.push(difference),
  });
  return { counts, differences };
}

const orderOf = (story: string): string => {
  const orderId = stories.get(story);
  if (orderId === undefined) throw new Error(`no story "${story}"`);
  return orderId;
};

async function plant(statement: string): Promise<void> {
  await shop.witness.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql.unsafe(statement);
  });
}

describe("a rebuilt shop", () => {
  it("is identical, whatever its orders went through", async () => {
    const { counts, differences } = await check();
    expect(differences).toEqual([]);
    expect(counts).toMatchObject({ differences: 0, differing: 0, unapplied: 0 });
    const [rows] = await shop.witness<{ orders: number; evidence: number }[]>`
      select (select count(*)::int from orders) as orders,
        (select count(*)::int from evidence) as evidence`;
    expect(counts).toMatchObject(rows ?? {});
    expect(await checkInvariants(shop.runtime)).toBe(INVARIANTS.length);
  });

  it("is identical when evidence was stored long before it was applied, in another order", async () => {
    const orderId = await shop.makeOrder();
    const { call } = await shop.startedPush(orderId);
    const stored: string[] = [];
    const body = (paid: Parameters<typeof successBody>[1]) =>
      successBody(idsOf(call.callbackToken), paid);
    // Whoever stored them died before applying them.
    await shop.witness`alter table evidence disable trigger user`;
    for (const paid of [{ amountKes: 99 }, { amountKes: 100 }, { amountKes: 100 }]) {
      await shop.callBack(call, body({ ...paid, receipt: newReceipt() }));
    }
    await plant(`update evidence set applied_at = null where order_id = '${orderId}'
      and source = 'callback'`);
    await plant(`delete from payments where order_id = '${orderId}';
      delete from timeline_events where order_id = '${orderId}' and seq > 3;
      update orders set status = 'open', paid_kes = 0, flags = '{}', timeline_seq = 3,
        version = version + 2 where id = '${orderId}';
      update attempts set outcome = 'pending', reported_amount_kes = null
        where order_id = '${orderId}'`);
    await shop.witness`alter table evidence enable trigger user`;
    const rows = await shop.witness<{ id: string }[]>`
      select id from evidence where order_id = ${orderId} and applied_at is null
      order by received_at desc`;
    expect(rows).toHaveLength(3);
    for (const { id } of rows) {
      stored.push(id);
      expect(await applyEvidence(shop.runtime, id)).toBe(true);
      expect((await check()).counts).toMatchObject({
        differences: 0,
        unapplied: rows.length - stored.length,
      });
    }
    expect(await shop.readOrder(orderId)).toMatchObject({ status: "paid", paid_kes: 100 });
  });

  it("is identical after callbacks and queries at the same moment", async () => {
    shop.daraja.query = () => queryResult("0");
    const orders = await Promise.all(Array.from({ length: 12 }, () => shop.makeOrder()));
    await Promise.all(
      orders.map(async (orderId) => {
        const { call } = await shop.startedPush(orderId);
        await shop.age(orderId, 25);
        const body = successBody(idsOf(call.callbackToken), {
          amountKes: 100,
          receipt: newReceipt(),
        });
        await Promise.all([
          sweep(shop.runtime, orderId),
          shop.callBack(call, body),
          shop.callBack(call, body.replace('"ResultCode":0', '"ResultCode":1032')),
          sweep(shop.runtime, orderId),
          shop.callBack(call, "<html>"),
        ]);
      }),
    );
    expect((await check()).differences).toEqual([]);
  });
});

/** One change of each projection behind the product's back, with the field that it is found in. */
const PAID = "is paid by two answers, its receipt comes later";
const REVIEW = "gets another amount";
const FAILED = "has its token renewed";
const TAMPERINGS: [name: string, story: string, statement: string, field: RegExp][] = [
  ["order status", PAID, "update orders set status = 'open'", /^order status$/],
  ["paid_kes", PAID, "update orders set paid_kes = 99", /^order paidKes$/],
  ["flags", PAID, "update orders set flags = '{late}'", /^order flags$/],
  [
    "what waits for a person",
    PAID,
    "update orders set cases = '{late}', cases_since = now()",
    /^order cases$/,
  ],
  ["refunds", PAID, "update orders set refunded_kes = 1", /^order refundedKes$/],
  ["the rest asked", PAID, "update orders set rest_asked = true", /^order restAsked$/],
  [
    "what a person made of it",
    PAID,
    "update attempts set decision = 'accepted'",
    /^attempt \S+ decision$/,
  ],
  ["how a payment is known", PAID, "update payments set kind = 'hand'", /^payment of \S+ kind$/],
  ["push", PAID, "update attempts set push = 'unknown'", /^attempt \S+ push$/],
  ["outcome", PAID, "update attempts set outcome = 'failed'", /^attempt \S+ outcome$/],
  ["reason", FAILED, "update attempts set reason = 'no_answer'", /^attempt \S+ reason$/],
  [
    "reported amount",
    REVIEW,
    "update attempts set reported_amount_kes = 7",
    /^attempt \S+ reportedAmountKes$/,
  ],
  [
    "CheckoutRequestID",
    PAID,
    "update attempts set checkout_request_id = 'ws_CO_0712345678'",
    /^attempt \S+ checkoutRequestId$/,
  ],
  [
    "MerchantRequestID",
    PAID,
    "update attempts set merchant_request_id = '1-2-3'",
    /^attempt \S+ merchantRequestId$/,
  ],
  [
    "pushed_at",
    PAID,
    "update attempts set pushed_at = pushed_at + interval '1 millisecond'",
    /^attempt \S+ pushedAt$/,
  ],
  [
    "prompt_ends_at",
    PAID,
    "update attempts set prompt_ends_at = null",
    /^attempt \S+ promptEndsAt$/,
  ],
  ["next_check_at", PAID, "update attempts set next_check_at = now()", /^attempt \S+ nextCheckAt$/],
  ["a payment's amount", PAID, "update payments set amount_kes = 99", /^payment of \S+ amountKes$/],
  [
    "a payment's receipt",
    PAID,
    "update payments set receipt = 'SJCANARY99'",
    /^payment of \S+ receipt$/,
  ],
  ["counted", PAID, "update payments set counted = false", /^payment of \S+ counted$/],
  ["late", PAID, "update payments set late = true", /^payment of \S+ late$/],
  [
    "after_failure",
    PAID,
    "update payments set after_failure = true",
    /^payment of \S+ afterFailure$/,
  ],
  ["a payment is gone", PAID, "delete from payments", /^payment of \S+ \w+$/],
  ["a timeline kind", PAID, "update timeline_events set kind = 'order_paid'", /^timeline \d+$/],
  [
    "a timeline detail",
    PAID,
    `update timeline_events set detail = '{"code":"7"}'`,
    /^timeline \d+$/,
  ],
  ["a timeline attempt", PAID, "update timeline_events set attempt_id = 'a'", /^timeline \d+$/],
  ["the order of the timeline", PAID, "update timeline_events set seq = -seq", /^timeline \d+$/],
];

/** The rows of an order in a table, without what Postgres works out itself and lets nobody insert. */
async function readRows(table: string, orderId: string) {
  const columns = await shop.witness<{ name: string }[]>`
    select column_name as name from information_schema.columns
    where table_schema = 'public' and table_name = ${table} and is_generated = 'NEVER'`;
  return shop.witness`
    select ${shop.witness(columns.map(({ name }) => name))} from ${shop.witness(table)}
    where ${shop.witness(table === "orders" ? "id" : "order_id")} = ${orderId}`;
}

describe("a tampered projection", () => {
  it.each(TAMPERINGS)("%s is found", async (_name, story, statement, field) => {
    const orderId = orderOf(story);
    const key = statement.includes(" orders ") ? "id" : "order_id";
    const tables = ["orders", "attempts", "payments", "timeline_events"] as const;
    const kept = await Promise.all(tables.map((table) => readRows(table, orderId)));
    await plant(`${statement} where ${key} = '${orderId}'`);
    const { differences } = await check();
    expect(differences).not.toEqual([]);
    for (const difference of differences) {
      expect(difference.orderId).toBe(orderId);
      expect(difference.field).toMatch(field);
      expect(difference.stored).not.toBe(difference.rebuilt);
    }
    expect(JSON.stringify(differences)).not.toMatch(/SJCANARY|0712345678/);
    for (const [index, table] of tables.entries()) {
      const column = table === "orders" ? "id" : "order_id";
      await plant(`delete from ${table} where ${column} = '${orderId}'`);
      await shop.witness.begin(async (sql) => {
        await sql`set local session_replication_role = replica`;
        for (const row of kept[index] ?? []) await sql`insert into ${sql(table)} ${sql(row)}`;
      });
    }
    expect((await check()).differences).toEqual([]);
  });
});
