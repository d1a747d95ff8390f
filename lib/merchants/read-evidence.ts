import { and, asc, eq, sql } from "drizzle-orm";
import type { MerchantDb } from "@/db/read-as-merchant";
import { attempts, evidence } from "@/db/schema/payments";
import { openRaw } from "@/lib/payments/attempt-secrets";
import type { Runtime } from "@/lib/runtime";
import type { EvidenceRow } from "./model";
import { PART_ROWS } from "./shown-part";
import { showRaw } from "./show-raw";

/**
 * Far above what one order gathers. In a flood of callbacks the oldest and the newest are shown, and
 * as many of those that are about this order's own pushes: strangers push nothing out of sight.
 */
const SHOWN_EACH = 50;

/** The ids of the rows to show. */
function shownIds(merchantId: string, orderId: string) {
  const isOwn = sql`(e.source <> 'callback' or (e.checkout_request_id = a.checkout_request_id
    and e.merchant_request_id = a.merchant_request_id)) is true`;
  return sql`
    select id from (
      select e.id,
        row_number() over (partition by ${isOwn} order by e.received_at, e.id) as oldest,
        row_number() over (partition by ${isOwn} order by e.received_at desc, e.id desc) as newest
      from evidence e left join attempts a on a.id = e.attempt_id
      where e.merchant_id = ${merchantId} and e.order_id = ${orderId}
    ) as ranked
    where oldest <= ${SHOWN_EACH}::int or newest <= ${SHOWN_EACH}::int`;
}

const idsOfPage = (merchantId: string, orderId: string, page: number) => sql`
  select id from evidence where merchant_id = ${merchantId} and order_id = ${orderId}
  order by received_at, id limit ${PART_ROWS}::int offset ${(page - 1) * PART_ROWS}::int`;

type Key = { merchantId: string; orderId: string };

/** How many pieces of evidence an order has. */
export async function countEvidence(db: MerchantDb, { merchantId, orderId }: Key): Promise<number> {
  const [found] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(evidence)
    .where(and(eq(evidence.merchantId, merchantId), eq(evidence.orderId, orderId)));
  return found?.count ?? 0;
}

/**
 * The evidence of an order, oldest first, raw bodies opened and masked: a page of it, or the oldest and
 * newest pieces.
 */
export async function readEvidence(
  { env }: Pick<Runtime, "env">,
  db: MerchantDb,
  { merchantId, orderId }: Key,
  page: number | null,
): Promise<EvidenceRow[]> {
  const ids = page === null ? shownIds(merchantId, orderId) : idsOfPage(merchantId, orderId, page);
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
    .where(and(eq(evidence.merchantId, merchantId), sql`${evidence.id} in (${ids})`))
    .orderBy(asc(evidence.receivedAt), asc(evidence.id));
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
