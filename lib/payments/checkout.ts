import { asc, desc, eq } from "drizzle-orm";
import { merchants, shortcodes } from "@/db/schema/merchants";
import { orders } from "@/db/schema/orders";
import { attempts, payments } from "@/db/schema/payments";
import { brandColourOf } from "@/lib/brand-colour";
import { isIdOf } from "@/lib/ids";
import { maskMsisdn } from "@/lib/phone";
import type { Runtime } from "@/lib/runtime";
import { openMsisdn } from "./attempt-secrets";
import { asFailureReason } from "./failure-reason";
import { isEnded, maskReceipt, type CheckoutView, type Outcome, type ShownReceipt } from "./model";
import { holdsOrderCookie } from "./order-cookie";
import { readAnswerSeen } from "./read-answer-seen";
import { readOrderStatus } from "./read-order-status";
import { readRetryWait } from "./read-retry-wait";
import { ATTEMPT_WINDOW_MS } from "./timing";
import { waysBack } from "./ways-back";

const SHOWN_FIRST: Outcome[] = ["succeeded", "review", "pending"];

async function readOrderRow({ db }: Runtime, orderId: string) {
  const [row] = await db
    .select({
      merchantName: merchants.name,
      merchantColour: merchants.brandColour,
      merchantLogo: merchants.logo,
      environment: shortcodes.environment,
      title: orders.title,
      accountReference: orders.accountReference,
      merchantId: orders.merchantId,
      successUrl: orders.successUrl,
      cancelUrl: orders.cancelUrl,
      expiresAt: orders.expiresAt,
      flags: orders.flags,
      restAsked: orders.restAsked,
    })
    .from(orders)
    .innerJoin(merchants, eq(merchants.id, orders.merchantId))
    .innerJoin(shortcodes, eq(shortcodes.id, orders.shortcodeId))
    .where(eq(orders.id, orderId));
  return row ?? null;
}

async function readAttempts({ db }: Runtime, orderId: string) {
  return db
    .select({
      id: attempts.id,
      submissionId: attempts.submissionId,
      outcome: attempts.outcome,
      decision: attempts.decision,
      reason: attempts.reason,
      reportedAmountKes: attempts.reportedAmountKes,
      merchantId: attempts.merchantId,
      dataKeySealed: attempts.dataKeySealed,
      msisdnSealed: attempts.msisdnSealed,
      createdAt: attempts.createdAt,
    })
    .from(attempts)
    .where(eq(attempts.orderId, orderId))
    .orderBy(desc(attempts.createdAt), desc(attempts.id));
}

async function readReceipts({ db }: Runtime, orderId: string, isHolder: boolean) {
  const rows = await db
    .select({
      amountKes: payments.amountKes,
      receipt: payments.receipt,
      counted: payments.counted,
      late: payments.late,
      createdAt: payments.createdAt,
    })
    .from(payments)
    .where(eq(payments.orderId, orderId))
    .orderBy(asc(payments.createdAt), asc(payments.id));
  return rows
    .filter(({ counted }) => counted)
    .map(({ amountKes, receipt, late, createdAt }): ShownReceipt => ({
      amountKes,
      receipt: receipt === null || isHolder ? receipt : maskReceipt(receipt),
      isMasked: !isHolder,
      isLate: late,
      paidAt: createdAt.toISOString(),
    }));
}

/**
 * Reads what the customer's page shows, or null for an unknown id. The full receipt and the masked
 * phone go only to the browser that holds the order's cookie, or is about to get it: it names the form
 * that claimed an attempt, and nobody else was ever shown that form.
 */
export async function readCheckout(
  runtime: Runtime,
  orderId: string,
  holder: { cookie: string | undefined; submissionId?: string | null },
): Promise<CheckoutView | null> {
  if (!isIdOf("order", orderId)) return null;
  const { cookie, submissionId = null } = holder;
  // The status is read first: if the order moves before the rest is read, the page holds an older
  // version, hears of the newer one and asks again.
  const read = await readOrderStatus(runtime, orderId);
  const row = read && (await readOrderRow(runtime, orderId));
  if (!row) return null;
  const { view } = read;
  const { merchantId, successUrl, cancelUrl, restAsked, ...shownRow } = row;
  const all = await readAttempts(runtime, orderId);
  const tried = all.filter((attempt) => !isEnded(attempt));
  const hasClaimed = submissionId !== null && all.some((a) => a.submissionId === submissionId);
  const isHolder = hasClaimed || holdsOrderCookie(runtime.env, orderId, cookie);
  const receipts = await readReceipts(runtime, orderId, isHolder);
  const has = (outcome: Outcome) => tried.some((attempt) => attempt.outcome === outcome);
  const preferred = SHOWN_FIRST.find(has);
  const shown = preferred ? tried.findLast((a) => a.outcome === preferred) : tried[0];
  const isPayable = view.status === "open" || (view.status === "underpaid" && restAsked);
  const msisdn = isHolder && shown ? openMsisdn(runtime.env, shown) : null;
  const failed = shown?.outcome === "failed" ? shown : null;
  const reason = asFailureReason(failed?.reason ?? null);
  return {
    status: view,
    ...shownRow,
    ...waysBack(runtime.env, { merchantId, successUrl, cancelUrl }, view, has),
    merchantColour: row.merchantColour === null ? null : brandColourOf(row.merchantColour),
    expiresAt: row.expiresAt.toISOString(),
    dueKes: view.amountKes - view.paidKes,
    canStart:
      isPayable && row.expiresAt.getTime() > Date.now() && !has("pending") && !has("review"),
    despiteAttemptId: tried.find(({ outcome }) => outcome === "unresolved")?.id ?? null,
    promptedPhone: msisdn && maskMsisdn(msisdn),
    ownAttemptId: (msisdn && shown?.id) ?? null,
    isAnswerSeen: shown?.outcome === "pending" && (await readAnswerSeen(runtime, shown.id)),
    reportedKes: shown?.outcome === "review" ? shown.reportedAmountKes : null,
    retryWait: failed && (await readRetryWait(runtime, { id: failed.id, reason })),
    attemptStartedAt: shown?.createdAt.toISOString() ?? null,
    unresolvedFromAt: shown
      ? new Date(shown.createdAt.getTime() + ATTEMPT_WINDOW_MS).toISOString()
      : null,
    receipts,
  };
}
