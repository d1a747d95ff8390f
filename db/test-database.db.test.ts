import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { migrateDatabase, MigrationError } from "./migrate";
import {
  ageOrder,
  createDatabase,
  createTestDatabase,
  TEST_SERVER_VARIABLE,
} from "./test-database";
import type { TestDatabase } from "./test-database";

let database: TestDatabase;
let sql: postgres.Sql;

beforeAll(async () => {
  database = await createTestDatabase();
  sql = postgres(database.url, { max: 2 });
  await sql`insert into merchants (id, name) values ('m', 'Test')`;
  await sql`
    insert into shortcodes (id, merchant_id, environment, base_url, type, business_short_code, party_b,
      consumer_key_hash, consumer_key_sealed, consumer_secret_sealed, pass_key_sealed,
      queries_per_minute, prompts_per_phone_per_10_min, prompts_per_phone_per_day,
      attempts_per_order, phones_per_address_per_hour)
    values ('s', 'm', 'simulator', 'http://localhost', 'paybill', '174379', '174379',
      '', '', '', '', 1, 1, 1, 1, 1)`;
  for (const id of ["aged", "other"]) {
    await sql`
      insert into orders (id, merchant_id, shortcode_id, amount_kes, title, account_reference, expires_at)
      values (${id}, 'm', 's', 10, 'Tea', ${id}, now() + interval '1 hour')`;
    await sql`
      insert into evidence (id, merchant_id, order_id, source, kind)
      values (${id}, 'm', ${id}, 'clock', 'order_expired')`;
  }
});

afterAll(async () => {
  await sql.end();
  await database.drop();
});

const timesOf = async (id: string) => {
  const rows = await sql<{ created: number; expires: number; received: number }[]>`
    select extract(epoch from created_at)::float8 as created,
      extract(epoch from expires_at)::float8 as expires,
      extract(epoch from received_at)::float8 as received
    from orders join evidence on evidence.order_id = orders.id where orders.id = ${id}`;
  const [times] = rows;
  if (times === undefined) throw new Error("no such order");
  return times;
};

describe("ageOrder", () => {
  it("moves all times of one order and of nothing else", async () => {
    const [before, otherBefore] = [await timesOf("aged"), await timesOf("other")];
    await ageOrder(database.url, "aged", 90.5);
    const after = await timesOf("aged");
    expect(before.created - after.created).toBeCloseTo(90.5, 3);
    expect(before.expires - after.expires).toBeCloseTo(90.5, 3);
    expect(before.received - after.received).toBeCloseTo(90.5, 3);
    expect(await timesOf("other")).toEqual(otherBefore);
  });

  it("leaves evidence append-only for everybody else", async () => {
    await expect(sql`update evidence set received_at = now()`).rejects.toThrow("append-only");
    await expect(sql`delete from evidence`).rejects.toThrow("append-only");
  });
});

describe("createTestDatabase", () => {
  it("makes databases that share nothing, many at once", async () => {
    const many = await Promise.all(Array.from({ length: 6 }, () => createTestDatabase()));
    expect(new Set(many.map(({ url }) => url)).size).toBe(6);
    for (const { url, drop } of many) {
      const witness = postgres(url, { max: 1 });
      const [row] = await witness<{ count: number }[]>`select count(*)::int from merchants`;
      expect(row?.count).toBe(0);
      await witness.end();
      await drop();
    }
  });
});

describe("migrateDatabase", () => {
  it("is harmless when several run at once and applies each migration once", async () => {
    const empty = await createDatabase(process.env[TEST_SERVER_VARIABLE] ?? "");
    const results = await Promise.all([1, 2, 3, 4].map(() => migrateDatabase(empty.url)));
    const applied = results.map((result) => result.applied).sort((a, b) => b - a);
    expect(applied[0]).toBeGreaterThanOrEqual(2);
    expect(applied.slice(1)).toEqual([0, 0, 0]);
    await empty.drop();
  });

  it("says which database cannot be reached, without the password", async () => {
    const failure = migrateDatabase("postgres://someone:hush@127.0.0.1:1/shop");
    await expect(failure).rejects.toThrow(MigrationError);
    await expect(failure).rejects.toThrow(/127\.0\.0\.1:1\/shop cannot be reached: .*ECONNREFUSED/);
    await expect(failure).rejects.not.toThrow(/hush/);
  });
});
