import { sql } from "drizzle-orm";
import type { Invariant } from "@/lib/payments/model";
import type { MerchantReads } from "./as-merchant";
import type { BrokenRule } from "./model";

/**
 * The rules of money that orders of a merchant broke at the sweeper's last check, with an
 * order of each to look at. Empty unless the product is wrong. Never another merchant's orders.
 */
export async function listBrokenRules({ merchantId, read }: MerchantReads): Promise<BrokenRule[]> {
  const { rows } = await read((db) =>
    db.execute<{ name: Invariant; orders: number; order_id: string }>(sql`
    select name, count(distinct order_id)::int as orders, min(order_id) as order_id
    from invariant_offenders where merchant_id = ${merchantId}
    group by name order by name`),
  );
  return rows.map(({ name, orders, order_id }) => ({
    name,
    orders,
    exampleOrderId: order_id,
  }));
}
