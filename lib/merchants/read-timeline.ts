import { and, asc, eq, sql } from "drizzle-orm";
import type { MerchantDb } from "@/db/read-as-merchant";
import { timelineEvents } from "@/db/schema/orders";
import { asFailureReason } from "@/lib/payments/failure-reason";
import type { TimelineRow } from "./model";

/** The arrivals of a flood of callbacks are cut in the middle; what came of them is not among those. */
const SHOWN_EACH = 100;

/** The lines to show: of arrivals, and of everything else, the oldest and the newest. */
const shownSeqs = (orderId: string) => sql`
  select seq from (
    select seq,
      row_number() over (partition by kind = 'callback_received' order by seq) as oldest,
      row_number() over (partition by kind = 'callback_received' order by seq desc) as newest
    from timeline_events where order_id = ${orderId}
  ) as ranked
  where oldest <= ${SHOWN_EACH}::int or newest <= ${SHOWN_EACH}::int`;

/** What happened to an order, oldest first. */
export async function readTimeline(
  db: MerchantDb,
  { merchantId, orderId }: { merchantId: string; orderId: string },
): Promise<TimelineRow[]> {
  const rows = await db
    .select()
    .from(timelineEvents)
    .where(
      and(
        eq(timelineEvents.merchantId, merchantId),
        eq(timelineEvents.orderId, orderId),
        sql`${timelineEvents.seq} in (${shownSeqs(orderId)})`,
      ),
    )
    .orderBy(asc(timelineEvents.seq));
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
