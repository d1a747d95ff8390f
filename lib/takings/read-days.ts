import { sql } from "drizzle-orm";
import type { MerchantDb } from "@/db/read-as-merchant";
import type { DayTakings } from "./model";

/** A day with its failures by reason. */
export type ReadDay = DayTakings & { failures: Record<string, number> };

type StoredDay = {
  day: string;
  takings_kes: string | number;
  payments: number;
  succeeded: number;
  failed: number;
  failures: Record<string, number>;
};

const toDay = ({ takings_kes, ...row }: StoredDay): ReadDay => ({
  ...row,
  takingsKes: Number(takings_kes),
});

/** What day it is in Nairobi by the database's clock, and up to when ended days were counted. */
export async function readTakingsClock(db: MerchantDb, merchantId: string) {
  const { rows } = await db.execute<{ now: string; today: string; counted_to: string | null }>(sql`
    select now(), (now() at time zone 'Africa/Nairobi')::date::text as today,
      (select nullif(counted_to, 'epoch') from takings_marks
        where merchant_id = ${merchantId}) as counted_to`);
  const [row] = rows;
  if (!row) throw new Error("the clock did not answer");
  const isoOf = (time: string) => new Date(time).toISOString();
  return {
    now: isoOf(row.now),
    today: row.today,
    countedTo: row.counted_to === null ? null : isoOf(row.counted_to),
  };
}

/**
 * A merchant's days from one to another, oldest first; a day without a row is left out. Days that had
 * ended when they were last counted come from their summaries, the others from the rows themselves.
 */
export async function readDays(
  db: MerchantDb,
  merchantId: string,
  { from, to }: { from: string; to: string },
): Promise<ReadDay[]> {
  const { rows } = await db.execute<StoredDay>(sql`
    with live as materialized (
      select greatest(${from}::date, coalesce(
        (select (counted_to at time zone 'Africa/Nairobi')::date from takings_marks
          where merchant_id = ${merchantId}), ${from}::date)) as first
    )
    select day::text, takings_kes, payments, succeeded, failed, failures from daily_takings
    where merchant_id = ${merchantId} and day >= ${from}::date and day <= ${to}::date
      and day < (select first from live)
    union all
    select day::date::text, rows.* from live
    cross join lateral generate_series(first::timestamp, ${to}::timestamp, interval '1 day') as day
    cross join lateral takings_between(${merchantId}, day at time zone 'Africa/Nairobi',
      (day + interval '1 day') at time zone 'Africa/Nairobi') as rows
    order by day`);
  return rows.map(toDay);
}

/** The given days until the time of day that it is now in Nairobi, from the rows themselves. */
export async function readPartialDays(
  db: MerchantDb,
  merchantId: string,
  days: readonly string[],
): Promise<ReadDay[]> {
  const { rows } = await db.execute<StoredDay>(sql`
    select day::text, rows.* from unnest(${sql.param([...days])}::date[]) as day
    cross join lateral takings_between(${merchantId},
      day::timestamp at time zone 'Africa/Nairobi',
      (day + (now() at time zone 'Africa/Nairobi')::time) at time zone 'Africa/Nairobi') as rows`);
  return rows.map(toDay);
}
