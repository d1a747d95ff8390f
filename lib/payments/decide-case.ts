import { and, eq, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { orders } from "@/db/schema/orders";
import { evidence } from "@/db/schema/payments";
import { isIdOf } from "@/lib/ids";
import type { Runtime } from "@/lib/runtime";
import { isUniqueViolation } from "@/lib/sql-errors";
import { refuseDecision } from "./judge-decision";
import type { DecisionKind, DecisionRefusal } from "./model";
import { readOrderSnapshot, readReceiptOwners, type OrderRead } from "./read-snapshot";
import { asEvidence, recordDecision } from "./record-evidence";

/** What a person decides of an order, with what they had seen of it. */
export type CaseDecision = {
  /** Minted with the form, and the evidence's own id: the same form sent twice decides once. */
  formId: string;
  orderId: string;
  kind: DecisionKind;
  aboutAttemptId: string | null;
  amountKes: number | null;
  receipt: string | null;
  note: string;
  /** The last line of the timeline that the page showed. */
  seenSeq: number;
};

export type DecideRefusal =
  | DecisionRefusal
  | "order_not_found"
  /** Something happened that the page had not shown. */
  | "changed_meanwhile"
  /** M-Pesa is still asked about the attempt. */
  | "checks_go_on"
  /** The order's time is over, so the rest cannot be paid. */
  | "order_expired"
  | "busy";

export type DecideResult =
  /** A repeat is a form whose decision had been recorded before. */
  { ok: true; isRepeat: boolean } | { ok: false; reason: DecideRefusal };

const MAX_TRIES = 8;
const refused = (reason: DecideRefusal): DecideResult => ({ ok: false, reason });

/** What an earlier sending of the same form came to, or null if this is the first. */
async function readEarlier(
  db: Db,
  merchantId: string,
  { formId, orderId, kind }: CaseDecision,
): Promise<DecideResult | null> {
  const [row] = await db
    .select({ merchantId: evidence.merchantId, orderId: evidence.orderId, kind: evidence.kind })
    .from(evidence)
    .where(eq(evidence.id, formId));
  if (!row) return null;
  const isSame = row.merchantId === merchantId && row.orderId === orderId && row.kind === kind;
  return isSame ? { ok: true, isRepeat: true } : refused("invalid");
}

type Circumstances = {
  timelineSeq: number;
  isExpired: boolean;
  haveChecksEnded: boolean;
  isReceiptOfRefund: boolean;
};

/** What matters beside the snapshot, and is asked before the decision is recorded. */
async function readCircumstances(
  db: Db,
  merchantId: string,
  { orderId, aboutAttemptId, receipt }: CaseDecision,
): Promise<Circumstances | null> {
  const checksEnded = db
    .select({ one: sql`1` })
    .from(evidence)
    .where(and(eq(evidence.attemptId, aboutAttemptId ?? ""), eq(evidence.kind, "checks_ended")));
  const refund = db
    .select({ one: sql`1` })
    .from(evidence)
    .where(
      and(
        eq(evidence.merchantId, merchantId),
        eq(evidence.kind, "refunded_outside"),
        eq(evidence.receipt, receipt ?? ""),
      ),
    );
  const [row] = await db
    .select({
      timelineSeq: orders.timelineSeq,
      isExpired: sql<boolean>`${orders.expiresAt} <= clock_timestamp()`,
      haveChecksEnded: sql<boolean>`exists (${checksEnded})`,
      isReceiptOfRefund: sql<boolean>`exists (${refund})`,
    })
    .from(orders)
    .where(and(eq(orders.merchantId, merchantId), eq(orders.id, orderId)));
  return row ?? null;
}

/** Why a decision must not be recorded now, or null. */
function refuse(
  { snapshot }: OrderRead,
  decision: CaseDecision,
  circumstances: Circumstances,
): DecideRefusal | null {
  if (circumstances.timelineSeq !== decision.seenSeq) return "changed_meanwhile";
  const unfit = refuseDecision(snapshot, asEvidence(decision.formId, snapshot, decision));
  if (unfit) return unfit;
  if (circumstances.isReceiptOfRefund) return "receipt_used";
  if (decision.kind === "rest_asked" && circumstances.isExpired) return "order_expired";
  const subject = snapshot.attempts.find(({ id }) => id === decision.aboutAttemptId);
  const isGivenUp = decision.kind === "written_off" && subject?.outcome === "unresolved";
  return isGivenUp && !circumstances.haveChecksEnded ? "checks_go_on" : null;
}

/**
 * Records what a person decided of an order of this merchant, with everything that follows from it, in
 * one statement. Refused if it does not fit the order as it is now, or if anything happened that the
 * person had not seen; then nothing changes. Throws if the database is away: whether it was recorded
 * is then not known, and sending the same again is harmless.
 */
export async function decideCase(
  runtime: Runtime,
  { merchantId, userId }: { merchantId: string; userId: string },
  decision: CaseDecision,
): Promise<DecideResult> {
  const { formId, orderId, kind, aboutAttemptId, amountKes, receipt } = decision;
  if (!isIdOf("order", orderId)) return refused("order_not_found");
  if (!isIdOf("evidence", formId)) return refused("invalid");
  const db = runtime.moneyDb;
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const earlier = await readEarlier(db, merchantId, decision);
    if (earlier) return earlier;
    const read = await readOrderSnapshot(db, orderId);
    if (read?.merchantId !== merchantId) return refused("order_not_found");
    const circumstances = await readCircumstances(db, merchantId, decision);
    if (!circumstances) return refused("order_not_found");
    const receiptOwners = await readReceiptOwners(db, merchantId, receipt ? [receipt] : []);
    const order = { ...read, snapshot: { ...read.snapshot, receiptOwners } };
    const reason = refuse(order, decision, circumstances);
    // The same form may have been recorded since, and be the very reason.
    if (reason) return (await readEarlier(db, merchantId, decision)) ?? refused(reason);
    const fresh = { kind, aboutAttemptId, amountKes, receipt };
    const told = { ...fresh, id: formId, decidedBy: userId, decisionNote: decision.note };
    try {
      if (await recordDecision(runtime, order, told)) return { ok: true, isRepeat: false };
    } catch (error) {
      // The same form, or its receipt, was recorded meanwhile: look again.
      if (!isUniqueViolation(error)) throw error;
    }
  }
  return refused("busy");
}
