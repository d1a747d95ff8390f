import { and, eq } from "drizzle-orm";
import { attempts } from "@/db/schema/payments";
import type { Runtime } from "@/lib/runtime";

/** Whether the form with this id claimed an attempt of the order. */
export async function hasClaimed(
  { db }: Pick<Runtime, "db">,
  { orderId, submissionId }: { orderId: string; submissionId: string | null },
): Promise<boolean> {
  if (submissionId === null) return false;
  const claimed = await db
    .select({ id: attempts.id })
    .from(attempts)
    .where(and(eq(attempts.orderId, orderId), eq(attempts.submissionId, submissionId)));
  return claimed.length > 0;
}
