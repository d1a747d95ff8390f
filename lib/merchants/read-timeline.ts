import { and, asc, eq, sql } from "drizzle-orm";
import type { MerchantDb } from "@/db/read-as-merchant";
import { users } from "@/db/schema/auth";
import { orders, timelineEvents } from "@/db/schema/orders";
import { evidence } from "@/db/schema/payments";
import { asFailureReason } from "@/lib/payments/failure-reason";
import type { TimelineRow } from "./model";
import { showReceipt } from "./payment-row";
import type { Permissions } from "./permissions";
import { PART_ROWS } from "./shown-part";

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

type Key = { merchantId: string; orderId: string };

/** How many lines an order's timeline has: they are numbered without gaps. */
export async function countTimeline(db: MerchantDb, { merchantId, orderId }: Key): Promise<number> {
  const [order] = await db
    .select({ lines: orders.timelineSeq })
    .from(orders)
    .where(and(eq(orders.merchantId, merchantId), eq(orders.id, orderId)));
  return order?.lines ?? 0;
}

/** With the first line of the next page, which tells where this one ends. */
const isOnPage = (page: number) =>
  sql`${timelineEvents.seq} > ${(page - 1) * PART_ROWS}::int
    and ${timelineEvents.seq} <= ${page * PART_ROWS + 1}::int`;

/**
 * What happened to an order, oldest first: a page of it, or its oldest and newest lines. `until` is when
 * the next page begins; null where there is none.
 */
export async function readTimeline(
  db: MerchantDb,
  { merchantId, orderId, permissions }: Key & { permissions: Permissions },
  page: number | null,
): Promise<{ lines: TimelineRow[]; until: string | null }> {
  const rows = await db
    .select({
      event: timelineEvents,
      name: users.name,
      note: evidence.decisionNote,
      receipt: evidence.receipt,
    })
    .from(timelineEvents)
    .leftJoin(
      evidence,
      and(
        eq(evidence.merchantId, merchantId),
        eq(evidence.id, sql`${timelineEvents.detail} ->> 'decisionId'`),
      ),
    )
    .leftJoin(users, eq(users.id, evidence.decidedBy))
    .where(
      and(
        eq(timelineEvents.merchantId, merchantId),
        eq(timelineEvents.orderId, orderId),
        page === null ? sql`${timelineEvents.seq} in (${shownSeqs(orderId)})` : isOnPage(page),
      ),
    )
    .orderBy(asc(timelineEvents.seq));
  const lines = rows.map(({ event: { seq, kind, attemptId, detail, at }, name, note, receipt }) => {
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
      decision: note === null ? null : { name, note, receipt: showReceipt(permissions, receipt) },
    };
  });
  const isCut = page !== null && lines.length > PART_ROWS;
  return {
    lines: isCut ? lines.slice(0, PART_ROWS) : lines,
    until: isCut ? (lines[PART_ROWS]?.at ?? null) : null,
  };
}
