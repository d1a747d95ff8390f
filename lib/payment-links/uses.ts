import { sql, type SQL } from "drizzle-orm";
import type { NewOrder } from "@/lib/orders/insert-order";

/** With one of these an order that is over may still be paid. */
const MAY_STILL_PAY = sql`('pending', 'unresolved', 'review')`;

/** Whether the order `o` has given its use back: it is over, and no money can be under way. */
export const GAVE_BACK = sql`(o.status in ('expired', 'cancelled') and not exists (
  select 1 from attempts a
  where a.merchant_id = o.merchant_id and a.order_id = o.id and a.outcome in ${MAY_STILL_PAY}))`;

/**
 * The gate of an order: takes one use of a link, if the link is on, not over and one is left. The
 * number of orders ever made is on the link's own row, which its lock makes exact however many come
 * at once; uses given back are counted from the orders, and a count that is a moment old can only be
 * too small. So there are never more orders that hold a use than the stock (DECISIONS.md).
 */
export function takeUse(link: { merchantId: string; linkId: string }, { from }: NewOrder): SQL {
  return sql`update payment_links l set order_count = l.order_count + 1 from ${from}
    where l.merchant_id = ${link.merchantId} and l.id = ${link.linkId}
      and l.is_active and (l.expires_at is null or l.expires_at > now())
      and (l.stock is null or l.order_count - (
        select count(*) from payment_link_orders u
        join orders o on o.merchant_id = u.merchant_id and o.id = u.order_id
        where u.merchant_id = l.merchant_id and u.link_id = l.id and ${GAVE_BACK}) < l.stock)
    returning 1`;
}

/** Writes down which link the order came of, and which form made it. */
export function recordUse(
  link: { merchantId: string; linkId: string; submission: string },
  { from }: NewOrder,
): SQL {
  return sql`insert into payment_link_orders (merchant_id, link_id, order_id, submission)
    select ${link.merchantId}, ${link.linkId}, id, ${link.submission} from ${from}`;
}
