import { sql } from "drizzle-orm";
import type { MerchantDb } from "@/db/read-as-merchant";
import { CASE_KINDS } from "@/db/vocabulary";
import { isWaiting } from "@/lib/cases/is-waiting";
import type { Waiting } from "./model";

/** What somebody has to look at, most pressing first; kinds of which there is nothing are left out. */
export async function readWaiting(db: MerchantDb, merchantId: string): Promise<Waiting[]> {
  const { rows } = await db.execute<{ kind: string; count: number }>(sql`
    select kind, count(*)::int as count from orders cross join lateral unnest(cases) as kind
    where ${isWaiting(merchantId)} group by kind`);
  return CASE_KINDS.flatMap((kind) => {
    const count = rows.find((row) => row.kind === kind)?.count ?? 0;
    return count === 0 ? [] : [{ kind, count }];
  });
}
