import { sql } from "drizzle-orm";
import type { Runtime } from "@/lib/runtime";

/** A day whose summary is not what its rows come to. */
export type TakingsDifference = { merchantId: string; day: string; what: string };

/**
 * Compares every ended day's summary with its rows, which reads all of them. A day that changed since
 * it was last counted is listed too; count first. Throws if the database is away.
 */
export async function findTakingsDifferences({
  db,
}: Pick<Runtime, "db">): Promise<TakingsDifference[]> {
  const { rows } = await db.execute<TakingsDifference>(sql`
    select merchant_id as "merchantId", day::text, what from takings_differences
    order by merchant_id, day`);
  return rows;
}
