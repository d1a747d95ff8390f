import { and, asc, eq } from "drizzle-orm";
import { orders } from "@/db/schema/orders";
import { attempts, payments } from "@/db/schema/payments";
import { isIdOf } from "@/lib/ids";
import { payUrlOf } from "@/lib/orders/pay-url";
import { readAtOneVersion } from "@/lib/orders/read-at-one-version";
import type { Runtime } from "@/lib/runtime";
import { orderRowColumns } from "./list-orders";
import type { Member, OrderPage, OrderPaymentRow } from "./model";
import { paymentColumns, toPaymentRow } from "./payment-row";
import { readEvidence } from "./read-evidence";
import { readTimeline } from "./read-timeline";

type Ctx = Pick<Runtime, "db" | "env">;

/** Everything about one order of the member's merchant; null for unknown and foreign ids alike. */
export async function readOrderPage(
  ctx: Ctx,
  member: Member,
  orderId: string,
): Promise<OrderPage | null> {
  if (!isIdOf("order", orderId)) return null;
  return readAtOneVersion(ctx, orderId, () => readParts(ctx, member, orderId));
}

async function readParts(ctx: Ctx, member: Member, orderId: string): Promise<OrderPage | null> {
  const { db, env } = ctx;
  const [order] = await db
    .select({
      ...orderRowColumns,
      reference: orders.reference,
      expiresAt: orders.expiresAt,
    })
    .from(orders)
    .where(and(eq(orders.merchantId, member.merchantId), eq(orders.id, orderId)));
  if (!order) return null;
  const [attemptRows, paymentRows, timeline, evidence] = await Promise.all([
    db
      .select(paymentColumns)
      .from(attempts)
      .innerJoin(orders, eq(orders.id, attempts.orderId))
      .leftJoin(payments, eq(payments.attemptId, attempts.id))
      .where(and(eq(attempts.merchantId, member.merchantId), eq(attempts.orderId, orderId)))
      .orderBy(asc(attempts.createdAt), asc(attempts.id)),
    readPayments(ctx, member, orderId),
    readTimeline(ctx, member, orderId),
    readEvidence(ctx, member, orderId),
  ]);
  return {
    ...order,
    payUrl: payUrlOf(env, orderId),
    createdAt: order.createdAt.toISOString(),
    expiresAt: order.expiresAt.toISOString(),
    attempts: attemptRows.map((row) => toPaymentRow(env, row)),
    payments: paymentRows,
    timeline,
    evidence,
  };
}

async function readPayments(
  { db }: Ctx,
  { merchantId }: Member,
  orderId: string,
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
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
}
