import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MerchantDb } from "@/db/read-as-merchant";
import { nairobiDayOf } from "@/lib/nairobi-day";
import { encodeCursor } from "@/lib/orders/cursor";
import { asMerchant, type MerchantReads } from "./as-merchant";
import { makeManyRows } from "./fixtures/many-rows";
import { NO_FILTER } from "./no-filter";
import { makeTestMerchant, openTestRuntime } from "./fixtures/test-merchant";
import { readPlace } from "./keyset";
import { listOrderRows } from "./list-orders";
import { listPayments } from "./list-payments";
import { countWaiting } from "@/lib/cases/count-waiting";
import { listWaiting, readWaitingPlace } from "@/lib/cases/list-waiting";
import type { ListFilter } from "./model";

/**
 * Lists and searches walk indexes and touch few rows, whatever a merchant has and under the policies
 * of the role that reads. Postgres' own counters of the reading's transaction say what it touched.
 */

const ROWS = 20_000;
/** A page and its joins. */
const MOST_FOR_PAGE = 1_500;
/** A search looks through a thousand rows; those of a common title lie a few rows apart. */
const MOST_FOR_SEARCH = 5_000;

let runtime: Awaited<ReturnType<typeof openTestRuntime>>;
let merchant: MerchantReads;
const touched = { bySequentialScan: 0, byIndex: 0 };

const number = (n: number) => String(n).padStart(23, "0");
const cursor = (prefix: string) => encodeCursor(`${prefix}_01b${number(ROWS / 2)}`);

type Counters = typeof touched;

async function readCounters(db: MerchantDb): Promise<Counters> {
  const { rows } = await db.execute<Counters>(sql`
    select sum(seq_tup_read)::int as "bySequentialScan", sum(idx_tup_fetch)::int as "byIndex"
    from pg_stat_xact_user_tables where relname in ('orders', 'attempts', 'payments')`);
  const [counters] = rows;
  if (!counters) throw new Error("Postgres counted nothing");
  return counters;
}

/** The reads of a merchant, counting the rows that each reading touched. */
function counted({ read, ...merchant }: MerchantReads): MerchantReads {
  return {
    ...merchant,
    read: (reading) =>
      read(async (db) => {
        const before = await readCounters(db);
        const value = await reading(db);
        const after = await readCounters(db);
        touched.bySequentialScan = after.bySequentialScan - before.bySequentialScan;
        touched.byIndex = after.byIndex - before.byIndex;
        return value;
      }),
  };
}

beforeAll(async () => {
  runtime = await openTestRuntime();
  for (const letter of ["a", "b"]) {
    const { merchantId } = await makeTestMerchant(runtime);
    await makeManyRows(runtime, merchantId, { count: ROWS, letter });
    merchant = counted(asMerchant(runtime, { merchantId }));
  }
}, 300_000);
afterAll(() => runtime.close());

const today = nairobiDayOf(new Date());
const longAgo = nairobiDayOf(new Date(Date.now() - (ROWS / 2) * 60_000));

/** Filters that both lists have, and how many rows of the first page they must find. */
const COMMON: Record<string, [Partial<ListFilter<never>>, number]> = {
  nothing: [{}, 25],
  "a flag": [{ flag: "late" }, 25],
  "a flag that no order has": [{ flag: "refund_due" }, 0],
  today: [{ fromDay: today }, 25],
  "a day long ago": [{ fromDay: longAgo, toDay: longAgo }, 25],
  "one amount": [{ minKes: 4_321, maxKes: 4_321 }, 4],
  "an order's id": [{ search: `ord_01b${number(77)}` }, 1],
  "the merchant's reference": [{ search: "inv-778" }, 1],
  "a reference of the account": [{ search: "b777" }, 1],
  "a receipt": [{ search: "rn00000777" }, 1],
  "a phone that nobody paid with": [{ search: "0712 345 678" }, 0],
  "last digits": [{ search: "5678" }, 0],
  "the beginning of one title": [{ search: "maize, 90 KG 7778" }, 1],
  "the beginning of many titles": [{ search: "Tea" }, 25],
};

describe("payments", () => {
  it.each(Object.entries(COMMON))("by %s", async (_name, [filter, count]) => {
    const place = readPlace("attempt", {});
    const listing = await listPayments(runtime, merchant, {
      place,
      filter: { ...NO_FILTER, ...filter },
    });
    expect(listing.rows).toHaveLength(count);
    expect(touched.bySequentialScan).toBe(0);
    expect(touched.byIndex).toBeLessThan(MOST_FOR_SEARCH);
  });

  it.each(["paid", "open", "failed", "review"] as const)("that are %s", async (status) => {
    const filter = { ...NO_FILTER, status };
    await listPayments(runtime, merchant, { place: readPlace("attempt", {}), filter });
    expect(touched.bySequentialScan).toBe(0);
    expect(touched.byIndex).toBeLessThan(MOST_FOR_PAGE);
  });

  it.each(["before", "after"])("on a page %s another, deep in the list", async (side) => {
    const place = readPlace("attempt", { [side]: cursor("att") });
    const listing = await listPayments(runtime, merchant, { place, filter: NO_FILTER });
    expect(listing.rows).toHaveLength(25);
    expect(touched.bySequentialScan).toBe(0);
    expect(touched.byIndex).toBeLessThan(MOST_FOR_PAGE);
  });
});

describe("orders", () => {
  it.each(Object.entries(COMMON))("by %s", async (_name, [filter, count]) => {
    const place = readPlace("order", {});
    const listing = await listOrderRows(runtime, merchant, {
      place,
      filter: { ...NO_FILTER, ...filter },
    });
    expect(listing.rows).toHaveLength(count);
    expect(touched.bySequentialScan).toBe(0);
    expect(touched.byIndex).toBeLessThan(MOST_FOR_SEARCH);
  });

  it.each(["paid", "open", "expired"] as const)("that are %s", async (status) => {
    const filter = { ...NO_FILTER, status };
    await listOrderRows(runtime, merchant, { place: readPlace("order", {}), filter });
    expect(touched.bySequentialScan).toBe(0);
    expect(touched.byIndex).toBeLessThan(MOST_FOR_PAGE);
  });

  it.each(["before", "after"])("on a page %s another, deep in the list", async (side) => {
    const place = readPlace("order", { [side]: cursor("ord") });
    const listing = await listOrderRows(runtime, merchant, { place, filter: NO_FILTER });
    expect(listing.rows).toHaveLength(25);
    expect(touched.bySequentialScan).toBe(0);
    expect(touched.byIndex).toBeLessThan(MOST_FOR_PAGE);
  });
});

describe("what waits for a person", () => {
  it("is read page by page, longest first, each order once", async () => {
    const seen: string[] = [];
    for (let place = readWaitingPlace(undefined), pages = 0; pages < 100; pages += 1) {
      const { rows, next } = await listWaiting(merchant, { place, kind: null });
      seen.push(...rows.map(({ since, orderId }) => `${since} ${orderId}`));
      expect(touched.bySequentialScan).toBe(0);
      expect(touched.byIndex).toBeLessThan(MOST_FOR_PAGE);
      if (next === null) break;
      place = readWaitingPlace(next);
    }
    expect(new Set(seen).size).toBe(ROWS / 50);
    expect(seen).toEqual([...seen].sort());
  });

  it("is counted no further than a menu shows", async () => {
    expect(await countWaiting(merchant)).toEqual({ count: 99, isMore: true });
    expect(touched.bySequentialScan).toBe(0);
    expect(touched.byIndex).toBeLessThan(MOST_FOR_PAGE);
  });

  it("walks its own index", async () => {
    const { rows } = await merchant.read((db) =>
      db.execute(sql`explain select id from orders
        where merchant_id = ${merchant.merchantId} and cases <> '{}'::text[]
        order by cases_since, id limit 26`),
    );
    expect(JSON.stringify(rows)).toContain("orders_waiting");
  });
});
