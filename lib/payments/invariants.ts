import { sql, type SQL } from "drizzle-orm";
import { INVARIANTS } from "@/db/vocabulary";
import type { Runtime } from "@/lib/runtime";
import type { Invariant } from "./model";

/** The view that lists the rows which break a rule: merchant_id, order_id, attempt_id, what. */
export const viewOf = (name: Invariant): SQL => sql`${sql.identifier(`invariant_${name}`)}`;

/** Orders that are looked at while somebody waits: those that changed last. */
const LATEST_ORDERS = 500;

/** These allow a row some time: they are left to the full check. */
const LEFT_TO_FULL_CHECK: ReadonlySet<Invariant> = new Set([
  "sending_is_short",
  "evidence_applied",
  "callbacks_arrive",
]);

/**
 * How many orders break a rule of money, each counted once however many it breaks: the larger of
 * what the sweeper's last full check found and what the orders that changed last show now. 0 unless
 * the product is wrong, or Safaricom's callbacks do not arrive.
 */
export async function countBrokenInvariants({ db }: Pick<Runtime, "db">): Promise<number> {
  const broken = INVARIANTS.filter((name) => !LEFT_TO_FULL_CHECK.has(name)).map(
    (name) => sql`select order_id from ${viewOf(name)}
      where order_id = any (array(select id from latest))`,
  );
  const read = await db.execute<{ broken: number }>(sql`
    with latest as (
      select id from orders order by updated_at desc limit ${LATEST_ORDERS}
    ), broken as (${sql.join(broken, sql` union all `)})
    select greatest(
      (select count(distinct order_id) from broken),
      (select count(distinct order_id) from invariant_offenders)
    )::int as broken`);
  return read.rows[0]?.broken ?? 0;
}
