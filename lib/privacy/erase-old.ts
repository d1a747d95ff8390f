import { sql } from "drizzle-orm";
import { takeLease } from "@/lib/leases";
import type { Runtime } from "@/lib/runtime";
import { eraseAttempts } from "./erase-attempts";

/** What is old need not go to the minute. */
const EVERY_SECONDS = 600;
/** Of one merchant in one pass; what is more waits for the next one. */
const MAX_BATCHES = 10;
const FORGOTTEN_AT_ONCE = 5_000;

export type ErasedOld = { attemptsErased: number; keysForgotten: number };

const NOTHING: ErasedOld = { attemptsErased: 0, keysForgotten: 0 };

/**
 * One bounded pass over what has been kept long enough: attempts older than their merchant said, and
 * Idempotency-Keys that answer no more. Every ten minutes by one process of many; a failure with one
 * merchant is logged and leaves the others alone.
 */
export async function eraseOld(
  { db, log }: Pick<Runtime, "db" | "log">,
  signal?: AbortSignal,
): Promise<ErasedOld> {
  if (!(await takeLease(db, "erase-old", EVERY_SECONDS))) return NOTHING;
  const { rows } = await db.execute<{ id: string; months: number }>(sql`
    select id, retention_months as months from merchants
    where retention_months is not null order by id`);
  let attemptsErased = 0;
  for (const { id, months } of rows) {
    if (signal?.aborted === true) break;
    try {
      attemptsErased += await eraseOldOf({ db }, id, months);
    } catch (error) {
      log.error("a merchant's old attempts could not be erased", { merchantId: id, error });
    }
  }
  return { attemptsErased, keysForgotten: await forgetKeys({ db }) };
}

async function eraseOldOf({ db }: Pick<Runtime, "db">, merchantId: string, months: number) {
  const which = sql`a.created_at < clock_timestamp() - make_interval(months => ${months}::int)`;
  const batch = { merchantId, which, by: "clock", action: "retention_erased" } as const;
  let erased = 0;
  for (let n = 0; n < MAX_BATCHES; n += 1) {
    const more = await eraseAttempts({ db }, batch);
    if (more === 0) break;
    erased += more;
  }
  return erased;
}

async function forgetKeys({ db }: Pick<Runtime, "db">): Promise<number> {
  const { rowCount } = await db.execute(sql`
    delete from idempotency_keys where (merchant_id, key) in (
      select merchant_id, key from idempotency_keys
      where created_at <= now() - interval '24 hours'
      order by created_at limit ${FORGOTTEN_AT_ONCE})`);
  return rowCount ?? 0;
}
