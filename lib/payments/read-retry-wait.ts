import { and, eq, inArray, sql } from "drizzle-orm";
import { evidence } from "@/db/schema/payments";
import type { Runtime } from "@/lib/runtime";
import type { FailureReason, RetryWait } from "./model";
import { retryWaitSeconds } from "./retry-wait";

/** Evidence that can make an attempt fail. */
const FAILURES = ["push_refused", "callback_failure", "query_failed"] as const;

/**
 * How long the page should still let people wait after a failed attempt, counted from the first
 * answer that said why it failed; null for not at all, or no longer.
 */
export async function readRetryWait(
  { db }: Pick<Runtime, "db">,
  { id, reason }: { id: string; reason: FailureReason | null },
): Promise<RetryWait | null> {
  if (reason === null) return null;
  const answers = await db
    .select({
      code: evidence.code,
      receivedAt: evidence.receivedAt,
      ageSeconds: sql`extract(epoch from clock_timestamp() - ${evidence.receivedAt})`.mapWith(
        Number,
      ),
    })
    .from(evidence)
    .where(
      and(
        eq(evidence.attemptId, id),
        eq(evidence.reason, reason),
        inArray(evidence.kind, [...FAILURES]),
      ),
    )
    .orderBy(evidence.receivedAt)
    .limit(1);
  const [first] = answers;
  if (!first) return null;
  const waitSeconds = retryWaitSeconds({ reason, code: first.code });
  const secondsLeft = Math.ceil(waitSeconds - first.ageSeconds);
  if (secondsLeft <= 0) return null;
  const endsAt = new Date(first.receivedAt.getTime() + waitSeconds * 1000);
  return { endsAt: endsAt.toISOString(), secondsLeft };
}
