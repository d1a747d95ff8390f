import type { OrderStatus } from "@/lib/payments/model";
import type { Runtime } from "@/lib/runtime";
import type { MerchantReads } from "./as-merchant";
import { findMatches } from "./find-matches";
import type { Place } from "./keyset";
import { orderRows } from "./list-orders";
import { paymentRows } from "./list-payments";
import type { ListFilter, OrderRow, PaymentFilter, PaymentRow } from "./model";

/** Small enough that a batch is read in milliseconds and a million rows never stand in memory. */
const BATCH_ROWS = 500;

type Ctx = Pick<Runtime, "env">;

/**
 * All attempts that a filter lets through, newest first, in batches. Each batch is a reading of its
 * own, so that no transaction lasts as long as a download, and none is held between two of them. What
 * arrives meanwhile is not in it. Throws where the database is away.
 */
export function exportPayments(
  { env }: Ctx,
  { merchantId, permissions, read }: MerchantReads,
  filter: ListFilter<PaymentFilter>,
): AsyncGenerator<PaymentRow[]> {
  return inBatches(
    ({ attemptId }) => attemptId,
    (place) =>
      read(async (db) => {
        const matches = await findMatches(env, db, merchantId, filter.search);
        return paymentRows(env, db, { merchantId, permissions, filter, matches })(
          place,
          BATCH_ROWS,
        );
      }),
  );
}

/** All orders that a filter lets through, as `exportPayments` does it. */
export function exportOrders(
  { env }: Ctx,
  { merchantId, read }: MerchantReads,
  filter: ListFilter<OrderStatus>,
): AsyncGenerator<OrderRow[]> {
  return inBatches(
    ({ orderId }) => orderId,
    (place) =>
      read(async (db) => {
        const matches = await findMatches(env, db, merchantId, filter.search);
        return orderRows(db, { merchantId, filter, matches })(place, BATCH_ROWS);
      }),
  );
}

async function* inBatches<Row>(
  idOf: (row: Row) => string,
  readBatch: (place: Place) => Promise<Row[]>,
): AsyncGenerator<Row[]> {
  let before: string | null = null;
  for (;;) {
    const rows = await readBatch({ before, after: null });
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows;
    if (rows.length < BATCH_ROWS) return;
    before = idOf(last);
  }
}
