import { eq, sql } from "drizzle-orm";
import type { MerchantDb } from "@/db/read-as-merchant";
import { orders } from "@/db/schema/orders";
import { attempts } from "@/db/schema/payments";
import type { OrderStatus } from "@/lib/payments/model";
import type { Runtime } from "@/lib/runtime";
import type { MerchantReads } from "./as-merchant";
import { findMatches } from "./find-matches";
import type { CappedCount, ListFilter, PaymentFilter } from "./model";
import { narrowAttempts, narrowOrders } from "./narrow-rows";

/** Counting stops here: milliseconds, whatever there is. */
const MAX_COUNT = 10_000;
const one = { one: sql<number>`1` };

/** How many attempts a filter lets through. Throws if the database is away. */
export function countPayments(
  { env }: Pick<Runtime, "env">,
  { merchantId, read }: MerchantReads,
  filter: ListFilter<PaymentFilter>,
): Promise<CappedCount> {
  return read(async (db) => {
    const matches = await findMatches(env, db, merchantId, filter.search);
    const rows = db
      .select(one)
      .from(attempts)
      .innerJoin(orders, eq(orders.id, attempts.orderId))
      .where(narrowAttempts(merchantId, filter, matches))
      .limit(MAX_COUNT + 1);
    return count(db, rows.getSQL());
  });
}

/** How many orders a filter lets through. Throws if the database is away. */
export function countOrders(
  { env }: Pick<Runtime, "env">,
  { merchantId, read }: MerchantReads,
  filter: ListFilter<OrderStatus>,
): Promise<CappedCount> {
  return read(async (db) => {
    const matches = await findMatches(env, db, merchantId, filter.search);
    const rows = db
      .select(one)
      .from(orders)
      .where(narrowOrders(merchantId, filter, matches))
      .limit(MAX_COUNT + 1);
    return count(db, rows.getSQL());
  });
}

async function count(db: MerchantDb, rows: ReturnType<typeof sql>): Promise<CappedCount> {
  const counted = await db.execute<{ count: number }>(
    sql`select count(*)::int as count from (${rows}) as counted`,
  );
  const found = counted.rows[0]?.count ?? 0;
  return { count: Math.min(found, MAX_COUNT), isMore: found > MAX_COUNT };
}
