import { sql } from "drizzle-orm";
import type { MerchantReads } from "@/lib/merchants/as-merchant";
import type { CappedCount } from "@/lib/merchants/model";
import { isWaiting } from "./is-waiting";

const MOST_COUNTED = 99;

/** How many orders wait for a person, counted as far as a menu shows. Throws if the database is away. */
export async function countWaiting({ merchantId, read }: MerchantReads): Promise<CappedCount> {
  const { rows } = await read((db) =>
    db.execute<{ count: number }>(sql`
      select count(*)::int as count from (
        select from orders where ${isWaiting(merchantId)}
        order by cases_since, id limit ${MOST_COUNTED + 1}::int
      ) as waiting`),
  );
  const count = rows[0]?.count ?? 0;
  return { count: Math.min(count, MOST_COUNTED), isMore: count > MOST_COUNTED };
}
