import { and, asc, desc, eq } from "drizzle-orm";
import type { MerchantDb } from "@/db/read-as-merchant";
import { orders } from "@/db/schema/orders";
import { attempts, payments } from "@/db/schema/payments";
import type { Env } from "@/lib/env";
import type { Runtime } from "@/lib/runtime";
import type { MerchantReads } from "./as-merchant";
import { findMatches, type Matches } from "./find-matches";
import { readPage, type Place } from "./keyset";
import type { ListFilter, PaymentFilter, PaymentRow, SearchListing } from "./model";
import { fromPlace, narrowAttempts } from "./narrow-rows";
import type { Permissions } from "./permissions";
import { paymentColumns, toPaymentRow } from "./payment-row";

type Filter = ListFilter<PaymentFilter>;

/** One page of a merchant's attempts, newest first. Throws if the database is away. */
export function listPayments(
  { env }: Pick<Runtime, "env">,
  { merchantId, permissions, read }: MerchantReads,
  { place, filter }: { place: Place; filter: Filter },
): Promise<SearchListing<PaymentRow>> {
  return read(async (db) => {
    const matches = await findMatches(env, db, merchantId, filter.search);
    const readRows = paymentRows(env, db, { merchantId, permissions, filter, matches });
    const page = await readPage(place, (row) => row.attemptId, readRows);
    return { ...page, isCut: matches?.isCut ?? false };
  });
}

/** Reads of up to `limit` attempts that a filter lets through, from a place on. */
export function paymentRows(
  env: Env,
  db: MerchantDb,
  narrowed: {
    merchantId: string;
    permissions: Permissions;
    filter: Filter;
    matches: Matches | null;
  },
): (place: Place, limit: number) => Promise<PaymentRow[]> {
  const { merchantId, permissions, filter, matches } = narrowed;
  return async (place, limit) => {
    const sort = place.after === null ? desc : asc;
    const rows = await db
      .select(paymentColumns)
      .from(attempts)
      .innerJoin(orders, eq(orders.id, attempts.orderId))
      .leftJoin(payments, eq(payments.attemptId, attempts.id))
      .where(
        and(narrowAttempts(merchantId, filter, matches), fromPlace(attempts, merchantId, place)),
      )
      .orderBy(sort(attempts.createdAt), sort(attempts.id))
      .limit(limit);
    return rows.map((row) => toPaymentRow(env, permissions, row));
  };
}
