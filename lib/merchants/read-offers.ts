import { and, eq, sql } from "drizzle-orm";
import type { MerchantDb } from "@/db/read-as-merchant";
import { orders } from "@/db/schema/orders";
import { attempts, evidence, payments } from "@/db/schema/payments";
import type { Offer } from "@/lib/payments/model";
import { offerDecisions } from "@/lib/payments/offer-decisions";
import type { Snapshot } from "@/lib/payments/snapshot";

type Key = { merchantId: string; orderId: string };

async function readSnapshot(db: MerchantDb, { merchantId, orderId }: Key) {
  const [order] = await db
    .select({
      amountKes: orders.amountKes,
      status: orders.status,
      flags: orders.flags,
      cases: orders.cases,
      refundedKes: orders.refundedKes,
      restAsked: orders.restAsked,
      expiresAt: orders.expiresAt,
      isExpired: sql<boolean>`${orders.expiresAt} <= statement_timestamp()`,
    })
    .from(orders)
    .where(and(eq(orders.merchantId, merchantId), eq(orders.id, orderId)));
  const attemptRows = await db
    .select({
      id: attempts.id,
      amountKes: attempts.amountKes,
      push: attempts.push,
      outcome: attempts.outcome,
      reportedAmountKes: attempts.reportedAmountKes,
      decision: attempts.decision,
      createdAt: attempts.createdAt,
    })
    .from(attempts)
    .where(and(eq(attempts.merchantId, merchantId), eq(attempts.orderId, orderId)))
    .orderBy(attempts.createdAt, attempts.id);
  const paymentRows = await db
    .select()
    .from(payments)
    .where(and(eq(payments.merchantId, merchantId), eq(payments.orderId, orderId)));
  return { order, attemptRows, paymentRows };
}

/** The decisions that fit an order as it is at this moment; none for an order that is not there. */
export async function readOffers(db: MerchantDb, key: Key): Promise<Offer[]> {
  const { order, attemptRows, paymentRows } = await readSnapshot(db, key);
  if (!order) return [];
  const { isExpired, ...known } = order;
  const ended = await db
    .select({ attemptId: evidence.attemptId })
    .from(evidence)
    .where(
      and(
        eq(evidence.merchantId, key.merchantId),
        eq(evidence.orderId, key.orderId),
        eq(evidence.kind, "checks_ended"),
      ),
    );
  const ids = { reason: null, merchantRequestId: null, checkoutRequestId: null };
  const snapshot: Snapshot = {
    order: known,
    attempts: attemptRows.map((attempt) => ({ ...attempt, ...ids })),
    payments: paymentRows,
    facts: [],
    seenUpTo: null,
    receiptOwners: new Map(),
  };
  const checksEnded = new Set(ended.flatMap(({ attemptId }) => attemptId ?? []));
  return offerDecisions(snapshot, { isExpired, checksEnded });
}
