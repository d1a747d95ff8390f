import { sql } from "drizzle-orm";
import type { Runtime } from "@/lib/runtime";

/** Orders looked at: those that changed last, so that the check stays cheap at any size. */
const LATEST_ORDERS = 500;

/**
 * Counts orders among the latest whose rows contradict each other: a sum that is not that of its
 * counted payments, a status that does not follow from the sum, a payment without a succeeded
 * attempt, a succeeded attempt without a payment. Always 0 unless the product is wrong.
 */
export async function countBrokenInvariants({ db }: Pick<Runtime, "db">): Promise<number> {
  const read = await db.execute<{ broken: number }>(sql`
    with latest as (
      select * from orders order by updated_at desc limit ${LATEST_ORDERS}
    ), sums as (
      select latest.id, latest.status, latest.amount_kes, latest.paid_kes,
        coalesce(sum(payments.amount_kes) filter (where payments.counted), 0) as counted_kes,
        count(payments.id) filter (where payments.counted) as counted_payments,
        (select count(*) from attempts
          where attempts.order_id = latest.id and attempts.outcome = 'succeeded') as succeeded
      from latest left join payments on payments.order_id = latest.id
      group by latest.id, latest.status, latest.amount_kes, latest.paid_kes
    )
    select count(*)::int as broken from sums
    where counted_kes <> paid_kes
      or counted_payments <> succeeded
      or (status in ('paid', 'overpaid')) <> (paid_kes >= amount_kes)`);
  return read.rows[0]?.broken ?? 0;
}
