import { and, asc, desc, eq, lt } from "drizzle-orm";
import type { MerchantDb } from "@/db/read-as-merchant";
import { orders } from "@/db/schema/orders";
import { attempts, payments } from "@/db/schema/payments";
import type { OrderStatus } from "@/lib/payments/model";
import type { MerchantReads } from "@/lib/merchants/as-merchant";
import type { Runtime } from "@/lib/runtime";
import { attemptColumns, toAttempt } from "./attempt-row";
import { decodeCursor, encodeCursor } from "./cursor";
import type { Order, OrderAttempt, OrderDetails, Page } from "./model";
import { orderColumns, toOrder } from "./order-row";

type Ctx = Pick<Runtime, "env">;
type Key = { merchantId: string; orderId: string };

/**
 * One order of a merchant at one moment, its attempts and payments oldest first; null if it has no
 * such order.
 */
export function readOrder(
  ctx: Ctx,
  { merchantId, read }: MerchantReads,
  orderId: string,
): Promise<OrderDetails | null> {
  return read((db) => readParts(ctx, db, { merchantId, orderId }));
}

async function readParts(
  { env }: Ctx,
  db: MerchantDb,
  { merchantId, orderId }: Key,
): Promise<OrderDetails | null> {
  const [row] = await db
    .select({ ...orderColumns, flags: orders.flags })
    .from(orders)
    .where(and(eq(orders.merchantId, merchantId), eq(orders.id, orderId)));
  if (!row) return null;
  const attemptRows = await db
    .select(attemptColumns)
    .from(attempts)
    .where(and(eq(attempts.merchantId, merchantId), eq(attempts.orderId, orderId)))
    .orderBy(asc(attempts.createdAt), asc(attempts.id));
  const paymentRows = await db
    .select({
      id: payments.id,
      amountKes: payments.amountKes,
      receipt: payments.receipt,
      counted: payments.counted,
      late: payments.late,
      createdAt: payments.createdAt,
    })
    .from(payments)
    .where(and(eq(payments.merchantId, merchantId), eq(payments.orderId, orderId)))
    .orderBy(asc(payments.createdAt), asc(payments.id));
  return {
    ...toOrder(env, row),
    attempts: attemptRows.map((attempt) => toAttempt(env, attempt)),
    payments: paymentRows.map((payment) => ({
      ...payment,
      createdAt: payment.createdAt.toISOString(),
    })),
    flags: row.flags,
  };
}

/** One attempt of a merchant; null if it has no such attempt. */
export async function readAttempt(
  { env }: Ctx,
  { merchantId, read }: MerchantReads,
  attemptId: string,
): Promise<OrderAttempt | null> {
  const [row] = await read((db) =>
    db
      .select(attemptColumns)
      .from(attempts)
      .where(and(eq(attempts.merchantId, merchantId), eq(attempts.id, attemptId))),
  );
  return row ? toAttempt(env, row) : null;
}

/**
 * A merchant's orders, newest first, by keyset over the ids, which sort by time. `limit` is 1 to 100.
 * Null if the cursor is none of ours.
 */
export async function listOrders(
  { env }: Ctx,
  { merchantId, read }: MerchantReads,
  options: { limit: number; cursor?: string | undefined; status?: OrderStatus | undefined },
): Promise<Page<Order> | null> {
  const { limit, cursor, status } = options;
  const after = cursor === undefined ? null : decodeCursor("order", cursor);
  if (cursor !== undefined && after === null) return null;
  const rows = await read((db) =>
    db
      .select(orderColumns)
      .from(orders)
      .where(
        and(
          eq(orders.merchantId, merchantId),
          status === undefined ? undefined : eq(orders.status, status),
          after === null ? undefined : lt(orders.id, after),
        ),
      )
      .orderBy(desc(orders.id))
      .limit(limit + 1),
  );
  const data = rows.slice(0, limit).map((row) => toOrder(env, row));
  const last = data.at(-1);
  return { data, nextCursor: rows.length > limit && last ? encodeCursor(last.id) : null };
}
