import { and, asc, eq } from "drizzle-orm";
import type { MerchantDb } from "@/db/read-as-merchant";
import { orders } from "@/db/schema/orders";
import { attempts, payments } from "@/db/schema/payments";
import { isIdOf } from "@/lib/ids";
import { payUrlOf } from "@/lib/orders/pay-url";
import type { Runtime } from "@/lib/runtime";
import type { MerchantReads } from "./as-merchant";
import { orderRowColumns } from "./list-orders";
import type { OrderPage, OrderPaymentRow } from "./model";
import type { Permissions } from "./permissions";
import { paymentColumns, showReceipt, toPaymentRow } from "./payment-row";
import { readEvidence } from "./read-evidence";
import { readTimeline } from "./read-timeline";

type Ctx = Pick<Runtime, "env">;
type Key = { merchantId: string; orderId: string; permissions: Permissions };

/** Everything about one order of a merchant, at one moment; null for unknown and foreign ids alike. */
export async function readOrderPage(
  ctx: Ctx,
  { merchantId, permissions, read }: MerchantReads,
  orderId: string,
): Promise<OrderPage | null> {
  if (!isIdOf("order", orderId)) return null;
  return read((db) => readParts(ctx, db, { merchantId, orderId, permissions }));
}

async function readParts(ctx: Ctx, db: MerchantDb, key: Key): Promise<OrderPage | null> {
  const { env } = ctx;
  const { merchantId, orderId, permissions } = key;
  const [order] = await db
    .select(orderRowColumns)
    .from(orders)
    .where(and(eq(orders.merchantId, merchantId), eq(orders.id, orderId)));
  if (!order) return null;
  const attemptRows = await db
    .select(paymentColumns)
    .from(attempts)
    .innerJoin(orders, eq(orders.id, attempts.orderId))
    .leftJoin(payments, eq(payments.attemptId, attempts.id))
    .where(and(eq(attempts.merchantId, merchantId), eq(attempts.orderId, orderId)))
    .orderBy(asc(attempts.createdAt), asc(attempts.id));
  return {
    ...order,
    payUrl: payUrlOf(env, orderId),
    createdAt: order.createdAt.toISOString(),
    expiresAt: order.expiresAt.toISOString(),
    attempts: attemptRows.map((row) => toPaymentRow(env, permissions, row)),
    payments: await readPayments(db, key),
    timeline: await readTimeline(db, key),
    evidence: permissions.has("see_evidence") ? await readEvidence(ctx, db, key) : null,
  };
}

async function readPayments(
  db: MerchantDb,
  { merchantId, orderId, permissions }: Key,
): Promise<OrderPaymentRow[]> {
  const rows = await db
    .select({
      id: payments.id,
      amountKes: payments.amountKes,
      receipt: payments.receipt,
      counted: payments.counted,
      late: payments.late,
      afterFailure: payments.afterFailure,
      createdAt: payments.createdAt,
    })
    .from(payments)
    .where(and(eq(payments.merchantId, merchantId), eq(payments.orderId, orderId)))
    .orderBy(asc(payments.createdAt), asc(payments.id));
  return rows.map((row) => ({
    ...row,
    receipt: showReceipt(permissions, row.receipt),
    createdAt: row.createdAt.toISOString(),
  }));
}
