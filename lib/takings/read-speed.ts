import { sql } from "drizzle-orm";
import type { MerchantDb } from "@/db/read-as-merchant";
import type { Speed } from "./model";

/** The newest of the last day; more would not move the median. */
const ATTEMPTS = 1_000;

type Row = { is_hour: boolean; ended: number; asked: number; median_ms: number | null };

/**
 * How M-Pesa answers a merchant: attempts of the last hour and of the last day (the newest thousand)
 * that were sent and have ended, how many of them ended without a result that came by itself, and the
 * median from the request to the first result.
 */
export async function readSpeed(
  db: MerchantDb,
  merchantId: string,
): Promise<{ hour: Speed; day: Speed }> {
  const { rows } = await db.execute<Row>(sql`
    with recent as materialized (
      select id, pushed_at, created_at from attempts
      where merchant_id = ${merchantId} and created_at > now() - interval '1 day'
        and pushed_at is not null and outcome in ('succeeded', 'failed')
      order by created_at desc limit ${ATTEMPTS}
    ), told as (
      select created_at > now() - interval '1 hour' as is_hour,
        (select extract(epoch from min(e.received_at) - pushed_at)::float8 * 1000 from evidence e
          where e.merchant_id = ${merchantId} and e.attempt_id = recent.id
            and e.kind in ('callback_success', 'callback_failure')) as waited_ms
      from recent
    )
    select scope.is_hour, count(told.is_hour)::int as ended,
      count(*) filter (where told.is_hour is not null and waited_ms is null)::int as asked,
      (percentile_cont(0.5) within group (order by waited_ms))::int as median_ms
    from (values (true), (false)) as scope (is_hour)
    left join told on told.is_hour or not scope.is_hour
    group by scope.is_hour`);
  const speedOf = (isHour: boolean): Speed => {
    const row = rows.find(({ is_hour }) => is_hour === isHour);
    return { ended: row?.ended ?? 0, asked: row?.asked ?? 0, medianMs: row?.median_ms ?? null };
  };
  return { hour: speedOf(true), day: speedOf(false) };
}
