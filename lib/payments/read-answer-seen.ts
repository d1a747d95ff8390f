import { and, eq } from "drizzle-orm";
import { evidence } from "@/db/schema/payments";
import type { Runtime } from "@/lib/runtime";

/**
 * Whether M-Pesa has said once that an attempt was paid. Such an answer counts only when it is repeated
 * (design.md, rule 9), but the customer may know that it came.
 */
export async function readAnswerSeen(
  { db }: Pick<Runtime, "db">,
  attemptId: string,
): Promise<boolean> {
  const answers = await db
    .select({ id: evidence.id })
    .from(evidence)
    .where(and(eq(evidence.attemptId, attemptId), eq(evidence.kind, "query_succeeded")))
    .limit(1);
  return answers.length > 0;
}
