import { sql, type SQL } from "drizzle-orm";
import { orders } from "@/db/schema/orders";

/**
 * An order's version as the outside sees it: the row's version, plus one for each prompt that ended
 * while its attempt was still pending. The public answer turns from waiting to checking then, with
 * no write at all, and must still carry a higher version.
 */
export function publicVersion(): SQL<number> {
  const version = sql`(${orders.version} + (
    select count(*) from attempts ended
    where ended.order_id = ${orders.id} and ended.prompt_ends_at
      <= least(statement_timestamp(), coalesce(ended.left_pending_at, 'infinity'))
  ))::int`;
  // Wrapped: Drizzle drops table names from the columns of a one-table select, one level deep, and
  // a bare "id" inside the subquery would be another table's.
  return sql<number>`${version}`.mapWith(Number);
}
