import { and, asc, eq } from "drizzle-orm";
import type { MerchantDb } from "@/db/read-as-merchant";
import { shortcodes } from "@/db/schema/merchants";
import { orders } from "@/db/schema/orders";
import { attempts, payments } from "@/db/schema/payments";
import { isIdOf } from "@/lib/ids";
import { payUrlOf } from "@/lib/orders/pay-url";
import type { Runtime } from "@/lib/runtime";
import type { MerchantReads } from "./as-merchant";
import { orderRowColumns } from "./list-orders";
import type { OrderPage, OrderPaymentRow } from "./model";
import { notesBetween, readNotes } from "./read-notes";
import type { Permissions } from "./permissions";
import { paymentColumns, showReceipt, toPaymentRow } from "./payment-row";
import { countEvidence, readEvidence } from "./read-evidence";
import { readOffers } from "./read-offers";
import { countTimeline, readTimeline } from "./read-timeline";
import { partOf, type Part } from "./shown-part";

type Ctx = Pick<Runtime, "env">;
type Key = { merchantId: string; orderId: string; permissions: Permissions };

/** Which page of its long lists is wanted; null for the oldest and newest of each. */
export type OrderParts = { timeline: Part; evidence: Part };

const SHORT: OrderParts = { timeline: null, evidence: null };

/** Everything about one order of a merchant, at one moment; null for unknown and foreign ids alike. */
export async function readOrderPage(
  ctx: Ctx,
  { merchantId, permissions, read }: MerchantReads,
  orderId: string,
  parts = SHORT,
): Promise<OrderPage | null> {
  if (!isIdOf("order", orderId)) return null;
  return read((db) => readParts(ctx, db, { merchantId, orderId, permissions }, parts));
}

async function readParts(
  ctx: Ctx,
  db: MerchantDb,
  key: Key,
  parts: OrderParts,
): Promise<OrderPage | null> {
  const { env } = ctx;
  const { merchantId, orderId, permissions } = key;
  const [order] = await db
    .select({
      ...orderRowColumns,
      environment: shortcodes.environment,
      cases: orders.cases,
      refundedKes: orders.refundedKes,
      lastSeq: orders.timelineSeq,
    })
    .from(orders)
    .innerJoin(shortcodes, eq(shortcodes.id, orders.shortcodeId))
    .where(and(eq(orders.merchantId, merchantId), eq(orders.id, orderId)));
  if (!order) return null;
  const attemptRows = await db
    .select(paymentColumns)
    .from(attempts)
    .innerJoin(orders, eq(orders.id, attempts.orderId))
    .leftJoin(payments, eq(payments.attemptId, attempts.id))
    .where(and(eq(attempts.merchantId, merchantId), eq(attempts.orderId, orderId)))
    .orderBy(asc(attempts.createdAt), asc(attempts.id));
  const timelinePart = partOf(parts.timeline, await countTimeline(db, key));
  const { lines, until } = await readTimeline(db, key, timelinePart.page);
  const evidencePart = permissions.has("see_evidence")
    ? partOf(parts.evidence, await countEvidence(db, key))
    : null;
  return {
    ...order,
    offers: permissions.has("decide_cases") ? await readOffers(db, key) : null,
    payUrl: payUrlOf(env, orderId),
    createdAt: order.createdAt.toISOString(),
    expiresAt: order.expiresAt.toISOString(),
    attempts: attemptRows.map((row) => toPaymentRow(env, permissions, row)),
    payments: await readPayments(db, key),
    timeline: lines,
    timelinePart,
    notes: notesBetween(await readNotes(db, key), { lines, until, page: timelinePart.page }),
    evidence: evidencePart && (await readEvidence(ctx, db, key, evidencePart.page)),
    evidencePart,
  };
}

async function readPayments(
  db: MerchantDb,
  { merchantId, orderId, permissions }: Key,
): Promise<OrderPaymentRow[]> {
  const rows = await db
    .select({
      id: payments.id,
      decision: attempts.decision,
      amountKes: payments.amountKes,
      receipt: payments.receipt,
      counted: payments.counted,
      late: payments.late,
      afterFailure: payments.afterFailure,
      createdAt: payments.createdAt,
    })
    .from(payments)
    .innerJoin(attempts, eq(attempts.id, payments.attemptId))
    .where(and(eq(payments.merchantId, merchantId), eq(payments.orderId, orderId)))
    .orderBy(asc(payments.createdAt), asc(payments.id));
  return rows.map((row) => ({
    ...row,
    receipt: showReceipt(permissions, row.receipt),
    createdAt: row.createdAt.toISOString(),
  }));
}
