import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { orders } from "@/db/schema/orders";
import { attempts, evidence, payments } from "@/db/schema/payments";
import { asFailureReason } from "./failure-reason";
import type { Evidence, Fact, Snapshot } from "./snapshot";

/** An order with its version and what `decide` needs to know of it. */
export type OrderRead = {
  merchantId: string;
  orderId: string;
  version: number;
  snapshot: Snapshot;
};

export type ReadSnapshot = OrderRead & { isApplied: boolean; evidence: Evidence };

/** Facts of one kind beyond this add nothing: the first ones decide. */
const FACTS_PER_KIND = 60;

const factColumns = {
  id: evidence.id,
  kind: evidence.kind,
  code: evidence.code,
  reason: evidence.reason,
  amountKes: evidence.amountKes,
  receipt: evidence.receipt,
  merchantRequestId: evidence.merchantRequestId,
  checkoutRequestId: evidence.checkoutRequestId,
  receivedAt: evidence.receivedAt,
};

const orderColumns = {
  amountKes: orders.amountKes,
  status: orders.status,
  flags: orders.flags,
  expiresAt: orders.expiresAt,
};

type FactRow = Omit<Fact, "reason"> & { reason: string | null };

const toFact = (row: FactRow): Fact => ({
  ...row,
  reason: asFailureReason(row.reason),
});

async function readFacts(db: Db, attemptId: string, except: string): Promise<Fact[]> {
  const ranked = db.$with("ranked").as(
    db
      .select({
        ...factColumns,
        rank: sql<number>`row_number() over (partition by ${evidence.kind} order by ${evidence.receivedAt}, ${evidence.id})`.as(
          "rank",
        ),
        newest:
          sql<number>`row_number() over (partition by ${evidence.kind} order by ${evidence.receivedAt} desc)`.as(
            "newest",
          ),
      })
      .from(evidence)
      .where(
        and(
          eq(evidence.attemptId, attemptId),
          sql`${evidence.appliedAt} is not null`,
          sql`${evidence.id} <> ${except}`,
        ),
      ),
  );
  const rows = await db
    .with(ranked)
    .select()
    .from(ranked)
    .where(sql`${ranked.rank} <= ${FACTS_PER_KIND} or ${ranked.newest} <= 2`);
  return rows.map(({ rank: _rank, newest: _newest, ...row }) => toFact(row));
}

/** Which attempt of the merchant owns each of these receipts. */
async function readReceiptOwners(db: Db, merchantId: string, receipts: string[]) {
  if (receipts.length === 0) return new Map<string, string>();
  const rows = await db
    .select({ receipt: payments.receipt, attemptId: payments.attemptId })
    .from(payments)
    .where(and(eq(payments.merchantId, merchantId), inArray(payments.receipt, receipts)));
  return new Map(rows.flatMap(({ receipt, attemptId }) => (receipt ? [[receipt, attemptId]] : [])));
}

/**
 * Reads what `decide` needs about a stored piece of evidence. The order is read first: whatever
 * changes afterwards raises its version, and the write that follows then finds no row.
 */
export async function readSnapshot(db: Db, evidenceId: string): Promise<ReadSnapshot | null> {
  const [row] = await db
    .select({
      merchantId: evidence.merchantId,
      orderId: evidence.orderId,
      attemptId: evidence.attemptId,
      appliedAt: evidence.appliedAt,
      version: orders.version,
      order: orderColumns,
      fact: factColumns,
    })
    .from(evidence)
    .innerJoin(orders, eq(orders.id, evidence.orderId))
    .where(eq(evidence.id, evidenceId));
  if (!row) return null;
  const { merchantId, orderId, attemptId, version, order } = row;
  const fact = toFact(row.fact);
  const facts = attemptId ? await readFacts(db, attemptId, evidenceId) : [];
  const receipts = [...facts, fact].flatMap(({ receipt }) => (receipt ? [receipt] : []));
  const receiptOwners = await readReceiptOwners(db, merchantId, receipts);
  return {
    merchantId,
    orderId,
    version,
    isApplied: row.appliedAt !== null,
    snapshot: { order, ...(await readMoney(db, orderId)), facts, receiptOwners },
    evidence: { ...fact, attemptId },
  };
}

/** Reads an order for evidence that concerns no single attempt, or null if it does not exist. */
export async function readOrderSnapshot(db: Db, orderId: string): Promise<OrderRead | null> {
  const [row] = await db
    .select({
      merchantId: orders.merchantId,
      orderId: orders.id,
      version: orders.version,
      order: orderColumns,
    })
    .from(orders)
    .where(eq(orders.id, orderId));
  if (!row) return null;
  const { order, ...target } = row;
  const money = await readMoney(db, orderId);
  return { ...target, snapshot: { order, ...money, facts: [], receiptOwners: new Map() } };
}

/** Every attempt and payment of an order, oldest first. */
async function readMoney(
  db: Db,
  orderId: string,
): Promise<Pick<Snapshot, "attempts" | "payments">> {
  const attemptRows = await db
    .select({
      id: attempts.id,
      amountKes: attempts.amountKes,
      push: attempts.push,
      outcome: attempts.outcome,
      reason: attempts.reason,
      reportedAmountKes: attempts.reportedAmountKes,
      merchantRequestId: attempts.merchantRequestId,
      checkoutRequestId: attempts.checkoutRequestId,
      createdAt: attempts.createdAt,
    })
    .from(attempts)
    .where(eq(attempts.orderId, orderId))
    .orderBy(asc(attempts.createdAt), asc(attempts.id));
  const paymentRows = await db
    .select({
      attemptId: payments.attemptId,
      amountKes: payments.amountKes,
      receipt: payments.receipt,
      counted: payments.counted,
      late: payments.late,
      afterFailure: payments.afterFailure,
    })
    .from(payments)
    .where(eq(payments.orderId, orderId))
    .orderBy(asc(payments.createdAt), asc(payments.id));
  return {
    attempts: attemptRows.map((attempt) => ({
      ...attempt,
      reason: asFailureReason(attempt.reason),
    })),
    payments: paymentRows,
  };
}
