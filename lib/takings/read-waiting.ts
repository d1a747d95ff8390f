import { sql } from "drizzle-orm";
import type { MerchantDb } from "@/db/read-as-merchant";
import { WAITING_KINDS, type Waiting } from "./model";

/** What somebody has to look at, most pressing first; kinds of which there is nothing are left out. */
export async function readWaiting(db: MerchantDb, merchantId: string): Promise<Waiting[]> {
  // `flags <> '{}'` is the condition of an index: few orders have any.
  const { rows } = await db.execute<{ kind: string; count: number }>(sql`
    select flag as kind, count(*)::int as count
    from orders cross join lateral unnest(flags) as flag
    where merchant_id = ${merchantId} and flags <> '{}'::text[]
      and flag in ('needs_review', 'refund_due', 'receipt_pending')
    group by flag
    union all
    select outcome, count(*)::int from attempts
    where merchant_id = ${merchantId} and outcome in ('review', 'unresolved') group by outcome
    union all
    select status, count(*)::int from orders
    where merchant_id = ${merchantId} and status = 'underpaid' group by status`);
  return WAITING_KINDS.flatMap((kind) => {
    const count = rows.find((row) => row.kind === kind)?.count ?? 0;
    return count === 0 ? [] : [{ kind, count }];
  });
}
