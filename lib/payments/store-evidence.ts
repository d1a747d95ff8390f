import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { evidence } from "@/db/schema/payments";
import { makeId } from "@/lib/ids";
import type { EvidenceKind, EvidenceSource, FailureReason } from "./model";

/** Evidence as it arrived: what decisions need in columns, the raw bytes sealed beside them. */
export type NewEvidence = {
  merchantId: string;
  orderId: string;
  attemptId: string | null;
  source: EvidenceSource;
  kind: EvidenceKind;
  code?: string | null;
  reason?: FailureReason | null;
  amountKes?: number | null;
  receipt?: string | null;
  merchantRequestId?: string | null;
  checkoutRequestId?: string | null;
  queryNumber?: number | null;
  rawSealed?: Buffer | null;
  rawSha256?: Buffer | null;
  /** How long ago it arrived, where it was kept outside the database meanwhile; else it is now. */
  receivedAgoMs?: number | null;
};

/**
 * When the evidence is received, by the database's clock, in whole milliseconds. Evidence of one
 * attempt is stored one by one, each piece later than the one before (migration 0004), so whoever
 * applies a piece can read all that was received before it: the rule of visible facts
 * (visible-facts.ts) relies on both. Of our own clock only an age counts.
 */
function receivedAt({ attemptId, receivedAgoMs }: NewEvidence) {
  if (attemptId === null) return sql`clock_timestamp()`;
  const ago = sql`make_interval(secs => ${(receivedAgoMs ?? 0) / 1000}::float8)`;
  return sql`evidence_received_at(${attemptId}, ${receivedAgoMs == null ? sql`null` : ago})`;
}

/**
 * Stores evidence and answers its id. The same callback body, query number or clock fact for the
 * same attempt is the same evidence: then the stored row's id is answered.
 */
export async function storeEvidence(
  db: Db,
  fresh: NewEvidence,
  id = makeId("evidence"),
): Promise<string> {
  const inserted = await db
    .insert(evidence)
    .values({ id, ...fresh, receivedAt: receivedAt(fresh) })
    .onConflictDoNothing()
    .returning({ id: evidence.id });
  return inserted[0]?.id ?? (await findStored(db, fresh, id));
}

async function findStored(db: Db, fresh: NewEvidence, id: string): Promise<string> {
  const sameFact =
    fresh.source === "callback"
      ? sql`${evidence.rawSha256} = ${fresh.rawSha256}`
      : fresh.source === "query"
        ? sql`${evidence.queryNumber} = ${fresh.queryNumber}`
        : fresh.source === "clock"
          ? sql`${evidence.kind} = ${fresh.kind}`
          : sql`${evidence.id} = ${id}`;
  const [row] = await db
    .select({ id: evidence.id })
    .from(evidence)
    .where(
      sql`${evidence.merchantId} = ${fresh.merchantId} and ${evidence.orderId} = ${fresh.orderId}
        and ${evidence.attemptId} is not distinct from ${fresh.attemptId}
        and ${evidence.source} = ${fresh.source} and ${sameFact}`,
    );
  if (!row) throw new Error("evidence was neither inserted nor found");
  return row.id;
}
