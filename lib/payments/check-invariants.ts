import { sql } from "drizzle-orm";
import { INVARIANTS } from "@/db/vocabulary";
import { takeLease } from "@/lib/leases";
import type { Runtime } from "@/lib/runtime";
import { viewOf } from "./invariants";
import type { Invariant } from "./model";

/** Offending orders that are kept of each rule; beyond that their number alone is known. */
const KEPT_ORDERS = 1_000;

/** Reads one rule's view over all orders and keeps what it lists. Answers how many orders break it. */
async function checkInvariant({ db }: Runtime, name: Invariant): Promise<number> {
  const checked = await db.execute<{ broken: number }>(sql`
    with offenders as materialized (
      select merchant_id, order_id, attempt_id, what, dense_rank() over (order by order_id) as nth
      from ${viewOf(name)}
    ), forgotten as (
      delete from invariant_offenders where name = ${name}
    ), kept as (
      insert into invariant_offenders (name, merchant_id, order_id, attempt_id, what)
      select ${name}, merchant_id, order_id, attempt_id, what from offenders
      where nth <= ${KEPT_ORDERS} order by order_id limit ${KEPT_ORDERS}
    )
    insert into invariant_results as result (name, broken, example_order_id, checked_at)
    select ${name}, coalesce(max(nth), 0), min(order_id), clock_timestamp() from offenders
    on conflict (name) do update set broken = excluded.broken,
      example_order_id = excluded.example_order_id, checked_at = excluded.checked_at
    returning broken`);
  return checked.rows[0]?.broken ?? 0;
}

/**
 * Checks every rule of money over all orders, if that was not done within INVARIANTS_EVERY_SECONDS by
 * any process. What is broken is stored and logged, and never mended: a person must see it. Answers
 * how many rules were checked; `signal` ends it between two of them.
 */
export async function checkInvariants(runtime: Runtime, signal?: AbortSignal): Promise<number> {
  const { db, env, log } = runtime;
  if (!(await takeLease(db, "invariants", env.INVARIANTS_EVERY_SECONDS))) return 0;
  let checked = 0;
  for (const name of INVARIANTS) {
    if (signal?.aborted === true) break;
    const startedMs = performance.now();
    try {
      const count = await checkInvariant(runtime, name);
      const durationMs = Math.round(performance.now() - startedMs);
      checked += 1;
      if (count > 0) log.error("a rule of money is broken", { kind: name, count });
      log.debug("a rule of money was checked", { kind: name, count, durationMs });
    } catch (error) {
      log.error("a rule of money could not be checked", { kind: name, error });
    }
  }
  return checked;
}
