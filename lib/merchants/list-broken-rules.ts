import { sql } from "drizzle-orm";
import type { Invariant } from "@/lib/payments/model";
import type { Runtime } from "@/lib/runtime";
import type { BrokenRule, Member } from "./model";

/**
 * The rules of money that orders of the member's merchant broke at the sweeper's last check, with an
 * order of each to look at. Empty unless the product is wrong. Never another merchant's orders.
 */
export async function listBrokenRules(
  { db }: Pick<Runtime, "db">,
  member: Member,
): Promise<BrokenRule[]> {
  const read = await db.execute<{ name: Invariant; orders: number; order_id: string }>(sql`
    select name, count(distinct order_id)::int as orders, min(order_id) as order_id
    from invariant_offenders where merchant_id = ${member.merchantId}
    group by name order by name`);
  return read.rows.map(({ name, orders, order_id }) => ({
    name,
    orders,
    exampleOrderId: order_id,
  }));
}
