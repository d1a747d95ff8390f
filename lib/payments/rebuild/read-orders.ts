import { sql, type SQL } from "drizzle-orm";
import type { Db } from "@/db/client";
import { recordedOrderShape, type RecordedOrder } from "./recorded-order";

const us = (column: SQL) => sql`(extract(epoch from ${column}) * 1000000)::bigint`;

const ATTEMPTS = sql`(
  select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'amountKes', a.amount_kes,
    'createdAt', ${us(sql`a.created_at`)}, 'claimedUs', ${us(sql`a.created_at`)}, 'push', a.push,
    'outcome', a.outcome, 'reason', a.reason, 'reportedAmountKes', a.reported_amount_kes,
    'decision', a.decision,
    'merchantRequestId', a.merchant_request_id, 'checkoutRequestId', a.checkout_request_id,
    'pushedAt', ${us(sql`a.pushed_at`)}, 'promptEndsAt', ${us(sql`a.prompt_ends_at`)},
    'nextCheckAt', ${us(sql`a.next_check_at`)}) order by a.created_at, a.id), '[]')
  from attempts a where a.order_id = o.id)`;

const EVIDENCE = sql`(
  select coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'attemptId', e.attempt_id,
    'aboutAttemptId', e.about_attempt_id,
    'kind', e.kind, 'code', e.code, 'reason', e.reason, 'amountKes', e.amount_kes,
    'receipt', e.receipt, 'merchantRequestId', e.merchant_request_id,
    'checkoutRequestId', e.checkout_request_id, 'receivedAt', ${us(sql`e.received_at`)},
    'appliedUs', ${us(sql`e.applied_at`)})), '[]')
  from evidence e where e.order_id = o.id)`;

const PAYMENTS = sql`(
  select coalesce(jsonb_agg(jsonb_build_object('attemptId', p.attempt_id, 'kind', p.kind,
    'amountKes', p.amount_kes, 'receipt', p.receipt, 'counted', p.counted, 'late', p.late,
    'afterFailure', p.after_failure) order by p.created_at, p.id), '[]')
  from payments p where p.order_id = o.id)`;

const TIMELINE = sql`(
  select coalesce(jsonb_agg(jsonb_build_object('kind', t.kind, 'attemptId', t.attempt_id,
    'detail', t.detail) order by t.seq), '[]')
  from timeline_events t where t.order_id = o.id)`;

/**
 * Reads orders whole, in one statement and so at one moment: what is compared with each other is
 * never read while it changes.
 */
async function readOrders(db: Db, which: SQL): Promise<RecordedOrder[]> {
  const read = await db.execute(sql`
    select o.id as "orderId", o.amount_kes as "amountKes", o.status, o.paid_kes as "paidKes",
      o.flags, o.cases, o.refunded_kes as "refundedKes", o.rest_asked as "restAsked", (${us(sql`o.expires_at`)})::float8 as "expiresAt", ${ATTEMPTS} as attempts,
      ${EVIDENCE} as evidence, ${PAYMENTS} as payments, ${TIMELINE} as timeline
    from orders o where ${which}`);
  return read.rows.map((row) => recordedOrderShape.parse(row));
}

/** The next orders after this id, in the order of ids; empty at the end. */
export const readOrdersAfter = (db: Db, orderId: string, limit: number): Promise<RecordedOrder[]> =>
  readOrders(
    db,
    sql`o.id in (select id from orders where id > ${orderId} order by id limit ${limit})
      order by o.id`,
  );

export const readOrdersOf = (db: Db, orderIds: string[]): Promise<RecordedOrder[]> =>
  readOrders(db, sql`o.id = any (${sql.param(orderIds)}::text[])`);
