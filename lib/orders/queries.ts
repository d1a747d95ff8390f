import { and, asc, desc, eq, lt } from "drizzle-orm";
import { orders } from "@/db/schema/orders";
import { attempts, payments } from "@/db/schema/payments";
import type { OrderStatus } from "@/lib/payments/model";
import type { Runtime } from "@/lib/runtime";
import { attemptColumns, toAttempt } from "./attempt-row";
import { decodeCursor, encodeCursor } from "./cursor";
import type { Order, OrderAttempt, OrderDetails, Page } from "./model";
import { orderColumns, toOrder } from "./order-row";
import { readAtOneVersion } from "./read-at-one-version";

type Ctx = Pick<Runtime, "db" | "env">;

/** One order of a merchant with its attempts and payments, oldest first; null if it has no such order. */
export function readOrder(
  ctx: Ctx,
  merchantId: string,
  orderId: string,
): Promise<OrderDetails | null> {
  return readAtOneVersion(ctx, orderId, () => readParts(ctx, merchantId, orderId));
}

async function readParts(
  { db, env }: Ctx,
  merchantId: string,
  orderId: string,
): Promise<OrderDetails | null> {
  const [row] = await db
    .select({ ...orderColumns, flags: orders.flags })
    .from(orders)
    .where(and(eq(orders.merchantId, merchantId), eq(orders.id, orderId)));
  if (!row) return null;
  const [attemptRows, paymentRows] = await Promise.all([
    db
      .select(attemptColumns)
      .from(attempts)
      .where(and(eq(attempts.merchantId, merchantId), eq(attempts.orderId, orderId)))
      .orderBy(asc(attempts.createdAt), asc(attempts.id)),
    db
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
      .orderBy(asc(payments.createdAt), asc(payments.id)),
  ]);
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
  { db, env }: Ctx,
  merchantId: string,
  attemptId: string,
): Promise<OrderAttempt | null> {
  const [row] = await db
    .select(attemptColumns)
    .from(attempts)
    .where(and(eq(attempts.merchantId, merchantId), eq(attempts.id, attemptId)));
  return row ? toAttempt(env, row) : null;
}

/**
 * A merchant's orders, newest first, by keyset over the ids, which sort by time. `limit` is 1 to 100.
 * Null if the cursor is none of ours.
 */
export async function listOrders(
  { db, env }: Ctx,
  merchantId: string,
  options: { limit: number; cursor?: string | undefined; status?: OrderStatus | undefined },
): Promise<Page<Order> | null> {
  const { limit, cursor, status } = options;
  const after = cursor === undefined ? null : decodeCursor("order", cursor);
  if (cursor !== undefined && after === null) return null;
  const rows = await db
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
    .limit(limit + 1);
  const data = rows.slice(0, limit).map((row) => toOrder(env, row));
  const last = data.at(-1);
  return { data, nextCursor: rows.length > limit && last ? encodeCursor(last.id) : null };
}
