import { and, asc, eq, inArray } from "drizzle-orm";
import type { Db } from "@/db/client";
import { orders } from "@/db/schema/orders";
import { attempts, evidence, payments } from "@/db/schema/payments";
import { asFailureReason } from "./failure-reason";
import { factColumns, readVisibleFacts, toFact } from "./read-facts";
import type { Evidence, Snapshot } from "./snapshot";
import type { VisibleFacts } from "./visible-facts";

/** An order with its version and what `decide` needs to know of it. */
export type OrderRead = {
  merchantId: string;
  orderId: string;
  version: number;
  snapshot: Snapshot;
};

export type ReadSnapshot = OrderRead & { isApplied: boolean; evidence: Evidence };

const NOTHING_VISIBLE: VisibleFacts = { facts: [], seenUpTo: null };

const orderColumns = {
  amountKes: orders.amountKes,
  status: orders.status,
  flags: orders.flags,
  cases: orders.cases,
  refundedKes: orders.refundedKes,
  restAsked: orders.restAsked,
  expiresAt: orders.expiresAt,
};

/** Which attempt of the merchant owns each of these receipts. */
export async function readReceiptOwners(db: Db, merchantId: string, receipts: string[]) {
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
  const visible = attemptId ? await readVisibleFacts(db, attemptId, evidenceId) : NOTHING_VISIBLE;
  const receipts = [...visible.facts, fact].flatMap(({ receipt }) => (receipt ? [receipt] : []));
  const receiptOwners = await readReceiptOwners(db, merchantId, receipts);
  return {
    merchantId,
    orderId,
    version,
    isApplied: row.appliedAt !== null,
    snapshot: { order, ...(await readMoney(db, row)), ...visible, receiptOwners },
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
  const money = await readMoney(db, row);
  return {
    ...target,
    snapshot: { order, ...money, ...NOTHING_VISIBLE, receiptOwners: new Map() },
  };
}

/** Every attempt and payment of an order, oldest first. */
async function readMoney(
  db: Db,
  { merchantId, orderId }: Pick<OrderRead, "merchantId" | "orderId">,
): Promise<Pick<Snapshot, "attempts" | "payments">> {
  const attemptRows = await db
    .select({
      id: attempts.id,
      amountKes: attempts.amountKes,
      push: attempts.push,
      outcome: attempts.outcome,
      reason: attempts.reason,
      reportedAmountKes: attempts.reportedAmountKes,
      decision: attempts.decision,
      merchantRequestId: attempts.merchantRequestId,
      checkoutRequestId: attempts.checkoutRequestId,
      createdAt: attempts.createdAt,
    })
    .from(attempts)
    .where(and(eq(attempts.merchantId, merchantId), eq(attempts.orderId, orderId)))
    .orderBy(asc(attempts.createdAt), asc(attempts.id));
  const paymentRows = await db
    .select({
      attemptId: payments.attemptId,
      kind: payments.kind,
      amountKes: payments.amountKes,
      receipt: payments.receipt,
      counted: payments.counted,
      late: payments.late,
      afterFailure: payments.afterFailure,
    })
    .from(payments)
    .where(and(eq(payments.merchantId, merchantId), eq(payments.orderId, orderId)))
    .orderBy(asc(payments.createdAt), asc(payments.id));
  return {
    attempts: attemptRows.map((attempt) => ({
      ...attempt,
      reason: asFailureReason(attempt.reason),
    })),
    payments: paymentRows,
  };
}
