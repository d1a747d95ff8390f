import { and, asc, eq, gte, lt, sql } from "drizzle-orm";
import type { MerchantDb } from "@/db/read-as-merchant";
import { orders } from "@/db/schema/orders";
import { attempts, payments } from "@/db/schema/payments";
import { addDays, startOfNairobiDay } from "@/lib/nairobi-day";
import type { Outcome } from "@/lib/payments/model";
import type { MerchantReads } from "./as-merchant";
import type { DayPayment, DaySheet, DaySum } from "./day-sheet";
import type { PaymentFilter } from "./model";

/** Some twenty pages of paper; the file of the day holds them all. */
const MAX_SHOWN = 500;

const FILTER_OF: Record<Outcome, PaymentFilter> = {
  pending: "open",
  unresolved: "open",
  failed: "failed",
  review: "review",
  succeeded: "paid",
};

type Day = { merchantId: string; from: Date; until: Date };

/**
 * A merchant's day in Nairobi: the money that was recorded in it, how the attempts begun in it stand
 * now, and its payments, oldest first. All at one moment. Throws if the database is away.
 */
export function readDay({ merchantId, read }: MerchantReads, day: string): Promise<DaySheet> {
  const from = startOfNairobiDay(day);
  const until = startOfNairobiDay(addDays(day, 1));
  return read(async (db) => {
    const key = { merchantId, from, until };
    const shown = await readPayments(db, key);
    return {
      day,
      ...(await readMoney(db, key)),
      attempts: await readAttempts(db, key),
      payments: shown.slice(0, MAX_SHOWN),
      isCut: shown.length > MAX_SHOWN,
    };
  });
}

const isOfDay = ({ merchantId, from, until }: Day) =>
  and(
    eq(payments.merchantId, merchantId),
    gte(payments.createdAt, from),
    lt(payments.createdAt, until),
  );

async function readMoney(
  db: MerchantDb,
  day: Day,
): Promise<{ counted: DaySum; notCounted: DaySum }> {
  const rows = await db
    .select({
      isCounted: payments.counted,
      count: sql<number>`count(*)::int`,
      // Sums outgrow int4; within a double they are exact up to 2^53 shillings.
      amountKes: sql<number>`sum(${payments.amountKes})::float8`,
    })
    .from(payments)
    .where(isOfDay(day))
    .groupBy(payments.counted);
  const sumOf = (wanted: boolean) => {
    const row = rows.find(({ isCounted }) => isCounted === wanted);
    return { count: row?.count ?? 0, amountKes: row?.amountKes ?? 0 };
  };
  return { counted: sumOf(true), notCounted: sumOf(false) };
}

async function readAttempts(
  db: MerchantDb,
  { merchantId, from, until }: Day,
): Promise<Record<PaymentFilter, number>> {
  const rows = await db
    .select({ outcome: attempts.outcome, count: sql<number>`count(*)::int` })
    .from(attempts)
    .where(
      and(
        eq(attempts.merchantId, merchantId),
        gte(attempts.createdAt, from),
        lt(attempts.createdAt, until),
      ),
    )
    .groupBy(attempts.outcome);
  const counts = { paid: 0, open: 0, failed: 0, review: 0 };
  for (const { outcome, count } of rows) counts[FILTER_OF[outcome]] += count;
  return counts;
}

async function readPayments(db: MerchantDb, day: Day): Promise<DayPayment[]> {
  const rows = await db
    .select({
      id: payments.id,
      orderId: payments.orderId,
      title: orders.title,
      accountReference: orders.accountReference,
      amountKes: payments.amountKes,
      receipt: payments.receipt,
      isCounted: payments.counted,
      createdAt: payments.createdAt,
    })
    .from(payments)
    .innerJoin(orders, eq(orders.id, payments.orderId))
    .where(isOfDay(day))
    .orderBy(asc(payments.createdAt), asc(payments.id))
    .limit(MAX_SHOWN + 1);
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
}
