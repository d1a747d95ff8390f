import { and, asc, eq, inArray, or } from "drizzle-orm";
import type { MerchantDb } from "@/db/read-as-merchant";
import { orderNotes } from "@/db/schema/notes";
import { orders } from "@/db/schema/orders";
import { attempts, evidence, payments } from "@/db/schema/payments";
import type { Env } from "@/lib/env";
import type { MerchantReads } from "@/lib/merchants/as-merchant";
import { showRaw } from "@/lib/merchants/show-raw";
import { hashMsisdn, openRaw } from "@/lib/payments/attempt-secrets";
import { formatMsisdn, type Msisdn } from "@/lib/phone";
import type { Runtime } from "@/lib/runtime";

/**
 * All that the merchant holds of one phone number, at one moment, as JSON that people can read. Numbers
 * and request ids in raw bodies are masked: a body may speak of somebody else.
 */
export async function exportCustomer(
  { env }: Pick<Runtime, "env">,
  { merchantId, read }: MerchantReads,
  msisdn: Msisdn,
): Promise<string> {
  const tried = await read((db) => readAll(env, db, merchantId, msisdn));
  return JSON.stringify({ phoneNumber: formatMsisdn(msisdn), ...tried }, null, 2);
}

async function readAll(env: Env, db: MerchantDb, merchantId: string, msisdn: Msisdn) {
  const own = await db
    .select({
      attemptId: attempts.id,
      orderId: attempts.orderId,
      amountKes: attempts.amountKes,
      push: attempts.push,
      outcome: attempts.outcome,
      reason: attempts.reason,
      createdAt: attempts.createdAt,
    })
    .from(attempts)
    .where(
      and(eq(attempts.merchantId, merchantId), eq(attempts.msisdnHash, hashMsisdn(env, msisdn))),
    )
    .orderBy(asc(attempts.createdAt), asc(attempts.id));
  const attemptIds = own.map(({ attemptId }) => attemptId);
  const orderIds = [...new Set(own.map(({ orderId }) => orderId))];
  return {
    orders: await readOrders(db, merchantId, orderIds),
    attempts: own,
    payments: await readPayments(db, merchantId, attemptIds),
    evidence: await readEvidence(env, db, merchantId, attemptIds),
    notes: await readNotes(db, merchantId, orderIds),
  };
}

const readOrders = (db: MerchantDb, merchantId: string, ids: string[]) =>
  db
    .select({
      orderId: orders.id,
      title: orders.title,
      reference: orders.reference,
      accountReference: orders.accountReference,
      metadata: orders.metadata,
      amountKes: orders.amountKes,
      paidKes: orders.paidKes,
      status: orders.status,
      createdAt: orders.createdAt,
    })
    .from(orders)
    .where(and(eq(orders.merchantId, merchantId), inArray(orders.id, ids)))
    .orderBy(asc(orders.createdAt), asc(orders.id));

const readPayments = (db: MerchantDb, merchantId: string, attemptIds: string[]) =>
  db
    .select({
      paymentId: payments.id,
      orderId: payments.orderId,
      attemptId: payments.attemptId,
      amountKes: payments.amountKes,
      receipt: payments.receipt,
      createdAt: payments.createdAt,
    })
    .from(payments)
    .where(and(eq(payments.merchantId, merchantId), inArray(payments.attemptId, attemptIds)))
    .orderBy(asc(payments.createdAt), asc(payments.id));

/** What members wrote about the orders; by whom is their own business. */
const readNotes = (db: MerchantDb, merchantId: string, orderIds: string[]) =>
  db
    .select({
      orderId: orderNotes.orderId,
      text: orderNotes.text,
      createdAt: orderNotes.createdAt,
    })
    .from(orderNotes)
    .where(and(eq(orderNotes.merchantId, merchantId), inArray(orderNotes.orderId, orderIds)))
    .orderBy(asc(orderNotes.createdAt), asc(orderNotes.id));

async function readEvidence(env: Env, db: MerchantDb, merchantId: string, attemptIds: string[]) {
  const rows = await db
    .select({
      attemptId: evidence.attemptId,
      source: evidence.source,
      kind: evidence.kind,
      code: evidence.code,
      amountKes: evidence.amountKes,
      receipt: evidence.receipt,
      decisionNote: evidence.decisionNote,
      receivedAt: evidence.receivedAt,
      rawSealed: evidence.rawSealed,
      dataKeySealed: attempts.dataKeySealed,
    })
    .from(evidence)
    .leftJoin(attempts, eq(attempts.id, evidence.attemptId))
    .where(
      and(
        eq(evidence.merchantId, merchantId),
        or(inArray(evidence.attemptId, attemptIds), inArray(evidence.aboutAttemptId, attemptIds)),
      ),
    )
    .orderBy(asc(evidence.receivedAt), asc(evidence.id));
  return rows.map(({ rawSealed, dataKeySealed, ...row }) => {
    const raw = openRaw(env, { merchantId, rawSealed, dataKeySealed });
    return { ...row, raw: raw === null ? null : showRaw(raw) };
  });
}
