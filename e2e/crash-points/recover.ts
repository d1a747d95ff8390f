import { setTimeout as sleep } from "node:timers/promises";
import type postgres from "postgres";
import { z } from "zod";
import type { Trial } from "./trial";

const ROUNDS = 16;
const PAST_STALE_SECONDS = 31;
const PAST_WINDOW_SECONDS = 301;

const standingShape = z.object({
  status: z.string(),
  sending: z.number(),
  pending: z.number(),
  unapplied: z.number(),
  dueInSeconds: z.number().nullable(),
  unresolvedId: z.string().nullable(),
  isStartable: z.boolean(),
});
type Standing = z.infer<typeof standingShape>;

/** How an order stands, and what waits on it. */
export async function readStanding(sql: postgres.Sql, orderId: string): Promise<Standing> {
  const rows = await sql`
    select o.status,
      count(*) filter (where a.push = 'sending')::int as sending,
      count(*) filter (where a.outcome = 'pending')::int as pending,
      (select count(*)::int from evidence e
        where e.order_id = o.id and e.applied_at is null) as unapplied,
      ceil(extract(epoch from min(a.next_check_at) filter
        (where a.outcome in ('pending', 'unresolved')) - clock_timestamp()))::float8
        as "dueInSeconds",
      (array_agg(a.id order by a.created_at desc) filter (where a.outcome = 'unresolved'))[1]
        as "unresolvedId",
      (o.status = 'open' and o.expires_at > clock_timestamp()) as "isStartable"
    from orders o left join attempts a on a.order_id = o.id
    where o.id = ${orderId} group by o.id`;
  return standingShape.parse(rows[0]);
}

function secondsToNext(standing: Standing): number | null {
  if (standing.unapplied > 0) return 3;
  if (standing.sending > 0) return PAST_STALE_SECONDS;
  if (standing.status === "paid") return null;
  if (standing.dueInSeconds !== null) return Math.max(1, standing.dueInSeconds + 1);
  return standing.pending > 0 ? PAST_WINDOW_SECONDS : null;
}

/** Time passes and sweeps run until nothing of the order waits on either. */
export async function recover(trial: Trial): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    if ((await trial.lane.sweep())?.status !== 200) await sleep(200);
    const seconds = secondsToNext(await readStanding(trial.lane.sql, trial.orderId));
    if (seconds === null) return;
    await trial.age(seconds);
  }
}

/** The customer looks again: what was not paid is started anew, as the page offers it. */
export async function tryAgain(trial: Trial): Promise<void> {
  const { unresolvedId, isStartable } = await readStanding(trial.lane.sql, trial.orderId);
  const debits = await trial.lane.simulator.ledger();
  const hasPaid = debits.some(
    ({ accountReference }) => accountReference === trial.accountReference,
  );
  if (!isStartable || hasPaid) return;
  if (unresolvedId !== null && !trial.takesExplicitStep) return;
  await trial.lane.simulator.setFaults({});
  trial.submissionId = crypto.randomUUID();
  await trial.start(unresolvedId);
  await trial.pay();
  await trial.lane.untilQuiet();
  await recover(trial);
}
