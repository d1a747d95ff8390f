import { and, desc, eq, inArray, isNotNull, ne, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { evidence } from "@/db/schema/payments";
import { asFailureReason } from "./failure-reason";
import type { Fact } from "./snapshot";
import { tellingFactIds } from "./telling-facts-query";
import { visibleFacts, type VisibleFacts } from "./visible-facts";

/** The columns of a fact, for every reader of evidence. */
export const factColumns = {
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

type FactRow = Omit<Fact, "reason"> & { reason: string | null };

export const toFact = (row: FactRow): Fact => ({ ...row, reason: asFailureReason(row.reason) });

/** Far more than an honest attempt gathers; beyond it the database picks what decides. */
const READ_WHOLE = 100;

/** The rule of visible facts (visible-facts.ts), in bounded size. */
export async function readVisibleFacts(
  db: Db,
  attemptId: string,
  evidenceId: string,
): Promise<VisibleFacts> {
  const rows = await db
    .select({ ...factColumns, appliedAt: evidence.appliedAt })
    .from(evidence)
    .where(eq(evidence.attemptId, attemptId))
    .limit(READ_WHOLE + 1);
  if (rows.length > READ_WHOLE) return readTellingFacts(db, attemptId, evidenceId);
  const stored = rows.map(({ appliedAt, ...row }) => ({
    ...toFact(row),
    isApplied: appliedAt !== null,
  }));
  const piece = stored.find(({ id }) => id === evidenceId);
  if (!piece) throw new Error("evidence to apply is not its attempt's");
  return visibleFacts(stored, piece);
}

/** The same for an attempt with any number of facts: those that decide, and no more. */
export async function readTellingFacts(
  db: Db,
  attemptId: string,
  evidenceId: string,
): Promise<VisibleFacts> {
  const [seenUpTo = null] = await db
    .select({ id: evidence.id, receivedAt: evidence.receivedAt })
    .from(evidence)
    .where(
      and(
        eq(evidence.attemptId, attemptId),
        isNotNull(evidence.appliedAt),
        ne(evidence.id, evidenceId),
      ),
    )
    .orderBy(desc(evidence.receivedAt), sql`${evidence.id} collate "C" desc`)
    .limit(1);
  const ids = tellingFactIds(attemptId, evidenceId, seenUpTo?.id ?? evidenceId);
  const rows = await db
    .select(factColumns)
    .from(evidence)
    .where(and(ne(evidence.id, evidenceId), inArray(evidence.id, ids)))
    .orderBy(evidence.receivedAt, sql`${evidence.id} collate "C"`);
  return { facts: rows.map(toFact), seenUpTo };
}
