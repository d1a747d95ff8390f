import { and, asc, eq } from "drizzle-orm";
import { timelineEvents } from "@/db/schema/orders";
import { asFailureReason } from "@/lib/payments/failure-reason";
import type { Runtime } from "@/lib/runtime";
import type { Member, TimelineRow } from "./model";

const MAX_ROWS = 500;

/** What happened to an order, oldest first. */
export async function readTimeline(
  { db }: Pick<Runtime, "db">,
  { merchantId }: Member,
  orderId: string,
): Promise<TimelineRow[]> {
  const rows = await db
    .select()
    .from(timelineEvents)
    .where(and(eq(timelineEvents.merchantId, merchantId), eq(timelineEvents.orderId, orderId)))
    .orderBy(asc(timelineEvents.seq))
    .limit(MAX_ROWS);
  return rows.map(({ seq, kind, attemptId, detail, at }) => {
    const { code, reason, amountKes, paidKes } = detail;
    const amount = amountKes ?? paidKes;
    return {
      seq,
      kind,
      attemptId,
      code: typeof code === "string" ? code : null,
      reason: typeof reason === "string" ? asFailureReason(reason) : null,
      amountKes: typeof amount === "number" ? amount : null,
      at: at.toISOString(),
    };
  });
}
