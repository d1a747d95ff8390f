import { sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDatabase } from "./client";
import type { MerchantDb } from "./read-as-merchant";
import { orders } from "./schema/orders";
import { createTestDatabase, type TestDatabase } from "./test-database";

/** One connection, so that whatever a reading left behind would meet the next user of it. */
let database: TestDatabase;
let opened: ReturnType<typeof openDatabase>;
let witness: postgres.Sql;

async function makeMerchant(merchant: string) {
  await witness`insert into merchants (id, name) values (${merchant}, ${merchant})`;
  await witness`
    insert into shortcodes (id, merchant_id, environment, base_url, type, business_short_code,
      party_b, consumer_key_hash, consumer_key_sealed, consumer_secret_sealed, pass_key_sealed,
      queries_per_minute, prompts_per_phone_per_10_min, prompts_per_phone_per_day,
      attempts_per_order, phones_per_address_per_hour)
    values (${`sc_${merchant}`}, ${merchant}, 'simulator', 'http://127.0.0.1:9', 'paybill',
      '174379', '174379', '', '', '', '', 5, 3, 8, 5, 10)`;
  await witness`
    insert into orders (id, merchant_id, shortcode_id, amount_kes, title, account_reference, expires_at)
    values (${`ord_${merchant}`}, ${merchant}, ${`sc_${merchant}`}, 100, 'Unga', ${merchant.slice(4)}, now())`;
}

beforeAll(async () => {
  database = await createTestDatabase();
  witness = postgres(database.url, { max: 1, onnotice: () => undefined });
  opened = openDatabase({
    url: database.url,
    maxConnections: 1,
    applicationName: "readings",
    onConnectionError: () => undefined,
  });
  for (const merchant of ["mer_a", "mer_b"]) await makeMerchant(merchant);
});
afterAll(async () => {
  await opened.close();
  await witness.end({ timeout: 5 });
  await database.drop();
});

const allOrders = async (db: MerchantDb) =>
  (await db.select({ id: orders.id }).from(orders)).map(({ id }) => id);

/** Who the pool's one connection works as, outside any reading. */
const standing = async () =>
  (
    await opened.db.execute(sql`
      select current_user = session_user as "isOwner", pg_backend_pid() as pid,
        coalesce(current_setting('malipo.merchant_id', true), '') as merchant,
        current_setting('transaction_read_only') as "isReadOnly"`)
  ).rows[0];

describe("a reading", () => {
  it("without any filter sees its merchant's rows alone", async () => {
    expect(await opened.readAsMerchant("mer_a", allOrders)).toEqual(["ord_mer_a"]);
    expect(await opened.readAsMerchant("mer_b", allOrders)).toEqual(["ord_mer_b"]);
    expect(await opened.readAsMerchant("mer_none", allOrders)).toEqual([]);
    expect(await allOrders(opened.db)).toHaveLength(2);
  });

  it("leaves the connection as it was, for whoever has it next", async () => {
    const before = await standing();
    await opened.readAsMerchant("mer_a", allOrders);
    expect(await standing()).toEqual(before);
    expect(before).toMatchObject({ isOwner: true, merchant: "", isReadOnly: "off" });
  });

  it.each(["", "mer_a' or true; --", "mer_a'; reset role; --", "x".repeat(65), "mer_\0"])(
    "is not begun for %j, which is no merchant's id",
    async (merchantId) => {
      await expect(opened.readAsMerchant(merchantId, allOrders)).rejects.toThrow(
        "no merchant's id",
      );
    },
  );

  it("that fails gives its connection back, closed", async () => {
    const before = await standing();
    const failing = opened.readAsMerchant("mer_a", async (db) => {
      await allOrders(db);
      throw new Error("changed its mind");
    });
    await expect(failing).rejects.toThrow("changed its mind");
    const after = await standing();
    expect(after).toMatchObject({ isOwner: true, merchant: "", isReadOnly: "off" });
    expect(after?.["pid"]).not.toBe(before?.["pid"]);
  });

  it("that hides a failed statement leaves nothing open", async () => {
    await opened.readAsMerchant("mer_a", (db) => db.execute(sql`select 1 / 0`).catch(() => null));
    expect(await standing()).toMatchObject({ isOwner: true, merchant: "", isReadOnly: "off" });
  });

  it("is over when it is over: its database answers nothing afterwards", async () => {
    let kept: MerchantDb | undefined;
    await opened.readAsMerchant("mer_a", async (db) => {
      kept = db;
      await allOrders(db);
    });
    await expect(allOrders(kept ?? opened.db)).rejects.toThrow();
  });

  it("sees one moment, however many statements it has", async () => {
    const counts = await opened.readAsMerchant("mer_a", async (db) => {
      const before = await allOrders(db);
      await witness`
        insert into orders (id, merchant_id, shortcode_id, amount_kes, title, account_reference, expires_at)
        values ('ord_later', 'mer_a', 'sc_mer_a', 100, 'Unga', 'later', now())`;
      return [before.length, (await allOrders(db)).length];
    });
    expect(counts).toEqual([1, 1]);
    expect(await opened.readAsMerchant("mer_a", allOrders)).toHaveLength(2);
  });

  it("tells that the database is away in the shape of any failed statement", async () => {
    const away = openDatabase({
      url: "postgres://u:secret@127.0.0.1:1/none",
      maxConnections: 1,
      applicationName: "away",
      onConnectionError: () => undefined,
    });
    await expect(away.readAsMerchant("mer_a", allOrders)).rejects.toMatchObject({
      query: expect.any(String) as string,
      params: [],
    });
    await away.close();
  });
});
