import { and, asc, desc } from "drizzle-orm";
import type { MerchantDb } from "@/db/read-as-merchant";
import { orders } from "@/db/schema/orders";
import type { OrderStatus } from "@/lib/payments/model";
import type { Runtime } from "@/lib/runtime";
import type { MerchantReads } from "./as-merchant";
import { findMatches, type Matches } from "./find-matches";
import { readPage, type Place } from "./keyset";
import type { ListFilter, OrderRow, SearchListing } from "./model";
import { fromPlace, narrowOrders } from "./narrow-rows";

type Filter = ListFilter<OrderStatus>;

/** What is read of an order for one row of the dashboard. */
export const orderRowColumns = {
  orderId: orders.id,
  title: orders.title,
  accountReference: orders.accountReference,
  reference: orders.reference,
  shortcodeId: orders.shortcodeId,
  status: orders.status,
  flags: orders.flags,
  amountKes: orders.amountKes,
  paidKes: orders.paidKes,
  attemptCount: orders.attemptCount,
  expiresAt: orders.expiresAt,
  createdAt: orders.createdAt,
};

/** One page of a merchant's orders, newest first. Throws if the database is away. */
export function listOrderRows(
  { env }: Pick<Runtime, "env">,
  { merchantId, read }: MerchantReads,
  { place, filter }: { place: Place; filter: Filter },
): Promise<SearchListing<OrderRow>> {
  return read(async (db) => {
    const matches = await findMatches(env, db, merchantId, filter.search);
    const readRows = orderRows(db, { merchantId, filter, matches });
    const page = await readPage(place, (row) => row.orderId, readRows);
    return { ...page, isCut: matches?.isCut ?? false };
  });
}

/** Reads of up to `limit` orders that a filter lets through, from a place on. */
export function orderRows(
  db: MerchantDb,
  narrowed: { merchantId: string; filter: Filter; matches: Matches | null },
): (place: Place, limit: number) => Promise<OrderRow[]> {
  const { merchantId, filter, matches } = narrowed;
  return async (place, limit) => {
    const sort = place.after === null ? desc : asc;
    const rows = await db
      .select(orderRowColumns)
      .from(orders)
      .where(and(narrowOrders(merchantId, filter, matches), fromPlace(orders, merchantId, place)))
      .orderBy(sort(orders.createdAt), sort(orders.id))
      .limit(limit);
    return rows.map((row) => ({
      ...row,
      expiresAt: row.expiresAt.toISOString(),
      createdAt: row.createdAt.toISOString(),
    }));
  };
}
