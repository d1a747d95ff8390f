import { sql } from "drizzle-orm";
import type { Runtime } from "@/lib/runtime";

/** A merchant's days are looked at again after this; the home page says when that was. */
const EVERY_SECONDS = 60;
/** Longer than a statement may take: what was under way at the last look is found by this one. */
const OVERLAP = "5 minutes";
/** In one pass; whoever was looked at longest ago comes first. */
const MERCHANTS_AT_ONCE = 500;

type Mark = { merchant_id: string; counted_to: string };

/** Merchants whose turn it is; a new merchant gets a mark and is due at once. */
async function findDue({ db }: Pick<Runtime, "db">): Promise<Mark[]> {
  await db.execute(sql`
    insert into takings_marks (merchant_id)
    select id from merchants
    where not exists (select from takings_marks where merchant_id = merchants.id)
    on conflict do nothing`);
  // The time as text: a Date would lose its microseconds.
  const due = await db.execute<Mark>(sql`
    select merchant_id, counted_to::text from takings_marks
    where counted_to < statement_timestamp() - make_interval(secs => ${EVERY_SECONDS}::int)
    order by counted_to limit ${MERCHANTS_AT_ONCE}`);
  return due.rows;
}

/**
 * Counts a merchant's days with orders that changed since the mark anew from their rows, and moves
 * the mark, in one statement at one snapshot. Who read a mark that has moved, or is being moved, does nothing.
 */
async function countMerchant({ db }: Pick<Runtime, "db">, mark: Mark): Promise<boolean> {
  const { merchant_id: merchantId, counted_to: countedTo } = mark;
  const counted = await db.execute(sql`
    with mark as materialized (
      select merchant_id from takings_marks
      where merchant_id = ${merchantId} and counted_to = ${countedTo}::timestamptz
      for update skip locked
    ), touched as materialized (
      select distinct (row.created_at at time zone 'Africa/Nairobi')::date as day
      from orders o cross join lateral (
        select created_at from attempts where order_id = o.id
        union all select created_at from payments where order_id = o.id
      ) as row
      where o.merchant_id = ${merchantId}
        and o.updated_at >= ${countedTo}::timestamptz - ${OVERLAP}::interval
        and exists (select from mark)
    ), written as (
      insert into daily_takings as kept
        (merchant_id, day, takings_kes, payments, succeeded, failed, failures)
      select ${merchantId}, day, rows.* from touched cross join lateral takings_between(
        ${merchantId}, day::timestamp at time zone 'Africa/Nairobi',
        (day + 1)::timestamp at time zone 'Africa/Nairobi') as rows
      on conflict (merchant_id, day) do update set takings_kes = excluded.takings_kes,
        payments = excluded.payments, succeeded = excluded.succeeded, failed = excluded.failed,
        failures = excluded.failures
      where (kept.takings_kes, kept.payments, kept.succeeded, kept.failed, kept.failures)
        is distinct from (excluded.takings_kes, excluded.payments, excluded.succeeded,
          excluded.failed, excluded.failures)
    )
    update takings_marks set counted_to = statement_timestamp()
    from mark where takings_marks.merchant_id = mark.merchant_id`);
  return counted.rowCount === 1;
}

/**
 * Brings the summaries of days up to date, for merchants that were not looked at within a minute.
 * Safe to run anywhere, any number of times at once. Answers how many merchants it looked at; a failure
 * with one is logged and leaves the others alone.
 */
export async function countTakings(
  { db, log }: Pick<Runtime, "db" | "log">,
  signal?: AbortSignal,
): Promise<number> {
  let counted = 0;
  for (const mark of await findDue({ db })) {
    if (signal?.aborted === true) break;
    try {
      if (await countMerchant({ db }, mark)) counted += 1;
    } catch (error) {
      log.error("a merchant's days could not be counted", { error });
    }
  }
  return counted;
}
