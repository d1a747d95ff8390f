import { and, asc, eq, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { orders } from "@/db/schema/orders";
import { attempts } from "@/db/schema/payments";
import { openOutcome, type OrderStatus, type Outcome, type StartRefusal } from "./model";

/** An order as a start sees it. */
export type Startable = {
  orderId: string;
  merchantId: string;
  shortcodeId: string;
  version: number;
  status: OrderStatus;
  /** Of an underpaid order: a person chose that the rest may be paid. */
  restAsked: boolean;
  title: string;
  accountReference: string;
  dueKes: number;
  attemptCount: number;
  isExpired: boolean;
  secondsToExpiry: number;
  /** Oldest first; what a person ended is over. */
  attempts: { id: string; outcome: Outcome; submissionId: string | null }[];
};

/** Reads an order for a start, or null if it does not exist. */
export async function readStartable(db: Db, orderId: string): Promise<Startable | null> {
  const [order] = await db
    .select({
      orderId: orders.id,
      merchantId: orders.merchantId,
      shortcodeId: orders.shortcodeId,
      version: orders.version,
      status: orders.status,
      restAsked: orders.restAsked,
      title: orders.title,
      accountReference: orders.accountReference,
      dueKes: sql<number>`${orders.amountKes} - ${orders.paidKes}`.mapWith(Number),
      attemptCount: orders.attemptCount,
      isExpired: sql<boolean>`${orders.expiresAt} <= clock_timestamp()`,
      secondsToExpiry:
        sql<number>`ceil(extract(epoch from ${orders.expiresAt} - clock_timestamp()))`.mapWith(
          Number,
        ),
    })
    .from(orders)
    .where(eq(orders.id, orderId));
  if (!order) return null;
  const rows = await db
    .select({
      id: attempts.id,
      outcome: attempts.outcome,
      decision: attempts.decision,
      submissionId: attempts.submissionId,
    })
    .from(attempts)
    .where(and(eq(attempts.merchantId, order.merchantId), eq(attempts.orderId, orderId)))
    .orderBy(asc(attempts.createdAt), asc(attempts.id));
  const open = rows.map(({ id, submissionId, ...row }) => ({
    id,
    submissionId,
    outcome: openOutcome(row),
  }));
  return { ...order, attempts: open };
}

/**
 * Why a start is refused before anything is claimed, or null if it may go on. An unresolved attempt
 * must be named by the one who starts another beside it (rule 7). Pure.
 */
export function refuseStart(
  order: Startable,
  {
    despiteAttemptId,
    attemptsPerOrder,
  }: { despiteAttemptId: string | null; attemptsPerOrder: number },
): StartRefusal | null {
  const newest = (outcome: Outcome) => order.attempts.findLast((a) => a.outcome === outcome);
  const isPayable = order.status === "open" || (order.status === "underpaid" && order.restAsked);
  if (!isPayable) return { reason: "order_not_payable" };
  const live = newest("pending");
  if (live) return { reason: "attempt_in_progress", attemptId: live.id };
  const reviewed = newest("review");
  if (reviewed) return { reason: "attempt_in_review", attemptId: reviewed.id };
  if (order.isExpired) return { reason: "order_not_payable" };
  const unresolved = newest("unresolved");
  if (unresolved && unresolved.id !== despiteAttemptId) {
    return { reason: "attempt_unresolved", attemptId: unresolved.id };
  }
  if (order.attemptCount >= attemptsPerOrder) {
    return { reason: "too_many_prompts", retryAfterSeconds: Math.max(1, order.secondsToExpiry) };
  }
  return null;
}
