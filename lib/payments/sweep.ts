import { sql, type SQL } from "drizzle-orm";
import { failpoint } from "@/lib/failpoints";
import { pruneBuckets } from "@/lib/rate-buckets";
import type { Runtime } from "@/lib/runtime";
import { checkAttempt, type DueAttempt } from "./check-attempt";
import { drainSpool } from "./drain-spool";
import type { EvidenceKind } from "./model";
import { applyEvidence, recordEvidence } from "./record-evidence";
import { ATTEMPT_WINDOW_MS, CHECKS_END_AFTER_MS, SENDING_STALE_MS } from "./timing";

/** What one pass did. */
export type SweepCounts = {
  /** Callbacks that were kept on this host's disk while the database was away. */
  spoolDrained: number;
  /** Files of that kind that nobody can apply: a person's case. */
  spoolSetAside: number;
  staleSends: number;
  windowsEnded: number;
  evidenceApplied: number;
  checksEnded: number;
  ordersExpired: number;
  queriesSent: number;
  bucketsPruned: number;
  failures: number;
};

const BATCH = 100;
/** Queries under way at once; each holds a socket, not a connection. */
const CONCURRENCY = 8;
/** Evidence younger than this is still in the hands of whoever stored it. */
const UNAPPLIED_AFTER = "2 seconds";

const olderThan = (column: SQL, ms: number) =>
  sql`${column} < clock_timestamp() - make_interval(secs => ${ms / 1000}::int)`;

/** Runs `work` on each item, a few at a time; one failure is logged and does not stop the others. */
async function forEach<Item>(
  { log }: Runtime,
  step: string,
  items: Item[],
  work: (item: Item) => Promise<boolean>,
): Promise<{ done: number; failed: number }> {
  const counts = { done: 0, failed: 0 };
  const queue = [...items];
  const run = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
      try {
        if (await work(item)) counts.done += 1;
      } catch (error) {
        counts.failed += 1;
        log.error("sweep step failed", { step, error });
      }
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, run));
  return counts;
}

type ClockFact = { merchant_id: string; order_id: string; attempt_id: string | null };

/** `onlyOrder` narrows every search to one order; null sweeps them all. */
const within = (column: SQL, onlyOrder: string | null) =>
  onlyOrder === null ? sql`true` : sql`${column} = ${onlyOrder}`;

async function recordClock(
  runtime: Runtime,
  kind: EvidenceKind,
  facts: ClockFact[],
): Promise<{ done: number; failed: number }> {
  return forEach(runtime, kind, facts, async (fact) => {
    await recordEvidence(runtime, {
      merchantId: fact.merchant_id,
      orderId: fact.order_id,
      attemptId: fact.attempt_id,
      source: "clock",
      kind,
    });
    return true;
  });
}

async function findStaleSends({ db }: Runtime, onlyOrder: string | null): Promise<ClockFact[]> {
  const found = await db.execute<ClockFact>(sql`
    select merchant_id, order_id, id as attempt_id from attempts
    where push = 'sending' and ${olderThan(sql`created_at`, SENDING_STALE_MS)}
      and ${within(sql`order_id`, onlyOrder)}
    order by created_at limit ${BATCH}`);
  return found.rows;
}

async function findEndedWindows({ db }: Runtime, onlyOrder: string | null): Promise<ClockFact[]> {
  const found = await db.execute<ClockFact>(sql`
    select merchant_id, order_id, id as attempt_id from attempts
    where outcome = 'pending' and ${olderThan(sql`created_at`, ATTEMPT_WINDOW_MS)}
      and ${within(sql`order_id`, onlyOrder)}
    order by created_at limit ${BATCH}`);
  return found.rows;
}

/** Unresolved and with no query left to ask (rule 3). */
async function findEndedChecks({ db }: Runtime, onlyOrder: string | null): Promise<ClockFact[]> {
  const found = await db.execute<ClockFact>(sql`
    select merchant_id, order_id, id as attempt_id from attempts
    where outcome = 'unresolved' and ${olderThan(sql`created_at`, CHECKS_END_AFTER_MS)}
      and next_check_at is null and ${within(sql`order_id`, onlyOrder)}
      and not exists (select 1 from evidence
        where evidence.attempt_id = attempts.id and evidence.kind = 'checks_ended')
    order by created_at limit ${BATCH}`);
  return found.rows;
}

async function findExpiredOrders({ db }: Runtime, onlyOrder: string | null): Promise<ClockFact[]> {
  const found = await db.execute<ClockFact>(sql`
    select merchant_id, id as order_id, null::text as attempt_id from orders
    where status = 'open' and expires_at <= clock_timestamp()
      and ${within(sql`id`, onlyOrder)}
      and not exists (
        select 1 from attempts where attempts.order_id = orders.id
          and attempts.outcome in ('pending', 'review'))
    order by expires_at limit ${BATCH}`);
  return found.rows;
}

async function findUnapplied({ db }: Runtime, onlyOrder: string | null): Promise<string[]> {
  const found = await db.execute<{ id: string }>(sql`
    select id from evidence
    where applied_at is null and received_at < clock_timestamp() - ${UNAPPLIED_AFTER}::interval
      and ${within(sql`order_id`, onlyOrder)}
    order by received_at limit ${BATCH}`);
  return found.rows.map(({ id }) => id);
}

/**
 * The shortcodes take turns, so that one whose query budget is spent does not fill the batch. Within
 * a shortcode failed attempts come last: nobody waits for them.
 */
async function findDueChecks({ db }: Runtime, onlyOrder: string | null): Promise<DueAttempt[]> {
  const found = await db.execute<{ id: string; shortcode_id: string; is_recheck: boolean }>(sql`
    select id, shortcode_id, is_recheck from (
      select id, shortcode_id, next_check_at, outcome = 'failed' as is_recheck,
        row_number() over (partition by shortcode_id
          order by outcome = 'failed', next_check_at) as turn
      from attempts
      where next_check_at <= clock_timestamp()
        and (check_lease_until is null or check_lease_until < clock_timestamp())
        and ${within(sql`order_id`, onlyOrder)}
    ) as due
    order by turn, is_recheck, next_check_at limit ${BATCH}`);
  return found.rows.map(({ id, shortcode_id, is_recheck }) => ({
    attemptId: id,
    shortcodeId: shortcode_id,
    isRecheck: is_recheck,
  }));
}

/**
 * One bounded pass over everything that nobody is looking at: spooled callbacks, stored
 * evidence, stale sends, ended windows, due queries, expired orders. Safe to run anywhere, any number
 * of times at once: every step is a compare-and-set or a lease. With `onlyOrder` it tends that order
 * alone.
 */
export async function sweep(
  runtime: Runtime,
  onlyOrder: string | null = null,
): Promise<SweepCounts> {
  await failpoint("sweep:started");
  const spool = onlyOrder === null ? await drainSpool(runtime) : null;
  const applied = await forEach(runtime, "apply", await findUnapplied(runtime, onlyOrder), (id) =>
    applyEvidence(runtime, id),
  );
  await failpoint("sweep:applied");
  const stale = await recordClock(
    runtime,
    "sending_stale",
    await findStaleSends(runtime, onlyOrder),
  );
  await failpoint("sweep:stale-told");
  const due = await findDueChecks(runtime, onlyOrder);
  await failpoint("sweep:checks-found");
  const checks = await forEach(runtime, "check", due, (attempt) => checkAttempt(runtime, attempt));
  await failpoint("sweep:checked");
  const windows = await recordClock(
    runtime,
    "window_ended",
    await findEndedWindows(runtime, onlyOrder),
  );
  await failpoint("sweep:windows-told");
  const ended = await recordClock(
    runtime,
    "checks_ended",
    await findEndedChecks(runtime, onlyOrder),
  );
  await failpoint("sweep:checks-ended-told");
  const expired = await recordClock(
    runtime,
    "order_expired",
    await findExpiredOrders(runtime, onlyOrder),
  );
  await failpoint("sweep:expired-told");
  const failures = [applied, stale, checks, windows, ended, expired].reduce(
    (n, { failed }) => n + failed,
    spool?.failed ?? 0,
  );
  return {
    spoolDrained: spool?.drained ?? 0,
    spoolSetAside: spool?.setAside ?? 0,
    staleSends: stale.done,
    windowsEnded: windows.done,
    evidenceApplied: applied.done,
    checksEnded: ended.done,
    ordersExpired: expired.done,
    queriesSent: checks.done,
    bucketsPruned: onlyOrder === null ? await pruneBuckets(runtime.db) : 0,
    failures,
  };
}
