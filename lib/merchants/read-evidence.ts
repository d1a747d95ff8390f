import { and, asc, eq } from "drizzle-orm";
import { attempts, evidence } from "@/db/schema/payments";
import { openRaw } from "@/lib/payments/attempt-secrets";
import type { Runtime } from "@/lib/runtime";
import type { EvidenceRow, Member } from "./model";
import { showRaw } from "./show-raw";

/** Far above what one order gathers; a flood of callbacks must not make the page unreadable. */
const MAX_ROWS = 200;

/** The evidence of an order, oldest first, raw bodies opened and masked. */
export async function readEvidence(
  { db, env }: Pick<Runtime, "db" | "env">,
  { merchantId }: Member,
  orderId: string,
): Promise<EvidenceRow[]> {
  const rows = await db
    .select({
      id: evidence.id,
      attemptId: evidence.attemptId,
      source: evidence.source,
      kind: evidence.kind,
      code: evidence.code,
      amountKes: evidence.amountKes,
      receipt: evidence.receipt,
      receivedAt: evidence.receivedAt,
      appliedAt: evidence.appliedAt,
      rawSealed: evidence.rawSealed,
      dataKeySealed: attempts.dataKeySealed,
    })
    .from(evidence)
    .leftJoin(attempts, eq(attempts.id, evidence.attemptId))
    .where(and(eq(evidence.merchantId, merchantId), eq(evidence.orderId, orderId)))
    .orderBy(asc(evidence.receivedAt), asc(evidence.id))
    .limit(MAX_ROWS);
  return rows.map(({ rawSealed, dataKeySealed, ...row }) => {
    const raw = openRaw(env, { merchantId, rawSealed, dataKeySealed });
    return {
      ...row,
      receivedAt: row.receivedAt.toISOString(),
      appliedAt: row.appliedAt?.toISOString() ?? null,
      raw: raw === null ? null : showRaw(raw),
    };
  });
}
