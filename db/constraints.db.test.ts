import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "./test-database";

/** What the database refuses by itself, whatever the code above it believes. */

let database: TestDatabase;
let sql: postgres.Sql;

const digest = (text: string) => Buffer.from(text);

async function makeMerchant(merchant: string) {
  await sql`insert into merchants (id, name) values (${merchant}, 'Duka')`;
  await sql`
    insert into shortcodes (id, merchant_id, environment, base_url, type, business_short_code,
      party_b, consumer_key_hash, consumer_key_sealed, consumer_secret_sealed, pass_key_sealed,
      queries_per_minute, prompts_per_phone_per_10_min, prompts_per_phone_per_day,
      attempts_per_order, phones_per_address_per_hour)
    values (${`sc_${merchant}`}, ${merchant}, 'simulator', 'http://127.0.0.1:9', 'paybill',
      '174379', '174379', '', '', '', '', 5, 3, 8, 5, 10)`;
}

/** An order with one attempt of this outcome. */
async function makeOrder(id: string, outcome = "pending", merchant = "m1") {
  await sql`
    insert into orders (id, merchant_id, shortcode_id, amount_kes, title, account_reference, expires_at)
    values (${id}, ${merchant}, ${`sc_${merchant}`}, 100, 'Unga', ${id}, now() + interval '1 day')`;
  await addAttempt(id, `a_${id}`, outcome, merchant);
}

const addAttempt = (order: string, id: string, outcome: string, merchant = "m1") => sql`
  insert into attempts (id, merchant_id, order_id, shortcode_id, amount_kes, token_sha256, outcome,
    submission_id)
  values (${id}, ${merchant}, ${order}, ${`sc_${merchant}`}, 100, ${digest(id)}, ${outcome}, ${id})`;

const pay = (id: string, order: string, receipt: string | null, merchant = "m1") => sql`
  insert into payments (id, merchant_id, order_id, attempt_id, kind, amount_kes, receipt, counted,
    late, after_failure)
  values (${id}, ${merchant}, ${order}, ${`a_${order}`}, 'stk', 100, ${receipt}, true, false, false)`;

beforeAll(async () => {
  database = await createTestDatabase();
  sql = postgres(database.url, { max: 1, onnotice: () => undefined });
  for (const merchant of ["m1", "m2"]) await makeMerchant(merchant);
});
afterAll(async () => {
  await sql.end({ timeout: 5 });
  await database.drop();
});

describe("the database", () => {
  it("rule 7: takes no second live attempt of an order", async () => {
    await makeOrder("live");
    await expect(addAttempt("live", "second", "pending")).rejects.toMatchObject({
      code: "23505",
      constraint_name: "attempts_one_live",
    });
    await expect(addAttempt("live", "third", "failed")).resolves.toBeDefined();
  });

  it("rule 7: takes no second attempt of the same submission, nor of the same token", async () => {
    await makeOrder("sent", "failed");
    const again = sql`
      insert into attempts (id, merchant_id, order_id, shortcode_id, amount_kes, token_sha256,
        outcome, submission_id)
      select 'again', merchant_id, order_id, shortcode_id, amount_kes, 'other', outcome,
        submission_id
      from attempts where order_id = 'sent'`;
    await expect(again).rejects.toMatchObject({ constraint_name: "attempts_submission" });
    await makeOrder("other", "failed");
    const sameToken = sql`update attempts set token_sha256 = ${digest("a_sent")}
      where order_id = 'other'`;
    await expect(sameToken).rejects.toMatchObject({ constraint_name: "attempts_token" });
  });

  it("rule 8: takes a receipt once per merchant, and any number that are still to come", async () => {
    for (const order of ["r1", "r2", "r3", "r4"]) await makeOrder(order, "succeeded");
    await makeOrder("r5", "succeeded", "m2");
    await pay("p1", "r1", "SJTESTDB01");
    await expect(pay("p2", "r2", "SJTESTDB01")).rejects.toMatchObject({
      code: "23505",
      constraint_name: "payments_receipt",
    });
    await expect(pay("p5", "r5", "SJTESTDB01", "m2")).resolves.toBeDefined();
    for (const order of ["r3", "r4"]) {
      await expect(pay(`p_${order}`, order, null)).resolves.toBeDefined();
    }
  });

  it("takes one payment an attempt", async () => {
    await makeOrder("once", "succeeded");
    await pay("once1", "once", "SJONCE0001");
    await expect(pay("once2", "once", "SJONCE0002")).rejects.toMatchObject({
      code: "23505",
      constraint_name: "payments_attempt",
    });
  });

  it("rules 9 and 12: takes the same callback, query answer and clock fact once", async () => {
    await makeOrder("said");
    const say = (id: string, source: string, kind: string, number: number | null) => sql`
      insert into evidence (id, merchant_id, order_id, attempt_id, source, kind, query_number,
        raw_sha256)
      values (${id}, 'm1', 'said', 'a_said', ${source}, ${kind}, ${number}, ${digest("same")})`;
    await say("c1", "callback", "callback_unreadable", null);
    await expect(say("c2", "callback", "callback_unreadable", null)).rejects.toMatchObject({
      constraint_name: "evidence_callback_once",
    });
    await say("q1", "query", "query_succeeded", 1);
    await expect(say("q2", "query", "query_succeeded", 1)).rejects.toMatchObject({
      constraint_name: "evidence_query_once",
    });
    await expect(say("q3", "query", "query_succeeded", 2)).resolves.toBeDefined();
    await say("t1", "clock", "window_ended", null);
    await expect(say("t2", "clock", "window_ended", null)).rejects.toMatchObject({
      constraint_name: "evidence_clock_once",
    });
  });

  it("takes no payment, attempt or evidence of one merchant for another's order", async () => {
    await makeOrder("mine", "succeeded");
    await expect(addAttempt("mine", "foreign", "failed", "m2")).rejects.toMatchObject({
      constraint_name: "attempts_order",
    });
    await expect(pay("foreign", "mine", "SJFOREIGN9", "m2")).rejects.toMatchObject({
      code: "23503",
    });
  });
});
