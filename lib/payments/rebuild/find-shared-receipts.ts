import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";

/** Merges groups that have a member in common. */
export function mergeGroups(groups: readonly (readonly string[])[]): string[][] {
  const groupOf = new Map<string, Set<string>>();
  for (const group of groups) {
    const merged = new Set(group.flatMap((id) => [id, ...(groupOf.get(id) ?? [])]));
    for (const id of merged) groupOf.set(id, merged);
  }
  return [...new Set(groupOf.values())].map((merged) => [...merged]);
}

/**
 * Orders whose evidence names the same receipt of the same merchant, in groups: what one of them
 * makes of it depends on the others. Few, for a receipt names one payment.
 */
export async function findSharedReceipts(db: Db): Promise<string[][]> {
  const found = await db.execute<{ order_ids: string[] }>(sql`
    select array_agg(distinct order_id) as order_ids
    from evidence join (
      select merchant_id, receipt from evidence where receipt is not null
      group by merchant_id, receipt having min(order_id) <> max(order_id)
    ) as shared using (merchant_id, receipt)
    group by merchant_id, receipt`);
  return mergeGroups(found.rows.map(({ order_ids }) => order_ids));
}
