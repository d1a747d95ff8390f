import { and, asc, desc, eq, gt, lt } from "drizzle-orm";
import { orders } from "@/db/schema/orders";
import type { MerchantReads } from "./as-merchant";
import { readPage, type Place } from "./keyset";
import type { Listing, OrderRow } from "./model";

/** What is read of an order for one row of the dashboard. */
export const orderRowColumns = {
  orderId: orders.id,
  title: orders.title,
  accountReference: orders.accountReference,
  status: orders.status,
  flags: orders.flags,
  amountKes: orders.amountKes,
  paidKes: orders.paidKes,
  attemptCount: orders.attemptCount,
  createdAt: orders.createdAt,
};

/** One page of a merchant's orders, newest first. Throws if the database is away. */
export function listOrderRows(
  { merchantId, read }: MerchantReads,
  place: Place,
): Promise<Listing<OrderRow>> {
  return read((db) =>
    readPage(
      place,
      (row) => row.orderId,
      async ({ before, after }, limit) => {
        const rows = await db
          .select(orderRowColumns)
          .from(orders)
          .where(
            and(
              eq(orders.merchantId, merchantId),
              before === null ? undefined : lt(orders.id, before),
              after === null ? undefined : gt(orders.id, after),
            ),
          )
          .orderBy(after === null ? desc(orders.id) : asc(orders.id))
          .limit(limit);
        return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
      },
    ),
  );
}
