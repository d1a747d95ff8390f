import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { send } from "./http";
import { withSql } from "./with-sql";
import type { World } from "./world";

const SWEEP_TIMEOUT_MS = 30_000;
const PATIENCE_MS = 60_000;
const POLL_MS = 60;

const countsShape = z.record(z.string(), z.number());

/** One pass of the sweeper in one app; answers how much it did. */
async function sweepOnce(world: World, port: number): Promise<number> {
  const answer = await send(`http://127.0.0.1:${port}/api/cron/sweep`, {
    headers: { authorization: `Bearer ${world.cronSecret}` },
    timeoutMs: SWEEP_TIMEOUT_MS,
  });
  if (answer.status !== 200) return 1;
  const counts = countsShape.parse(JSON.parse(answer.text));
  return Object.entries(counts)
    .filter(([name]) => name !== "bucketsPruned")
    .reduce((sum, [, count]) => sum + count, 0);
}

/** What the sweeper still has to do at this moment. */
async function countDue(databaseUrl: string): Promise<number> {
  const [row] = await withSql(
    databaseUrl,
    (sql) => sql<{ due: number }[]>`
      select (
        (select count(*) from evidence where applied_at is null)
        + (select count(*) from attempts where next_check_at <= clock_timestamp())
      )::int as due`,
  );
  return row?.due ?? 0;
}

/**
 * Sweeps in both apps until there is nothing left to do at this point of time. Throws when they do
 * not come to rest: then something is tried over and over.
 */
export async function sweepUntilStill(world: World): Promise<void> {
  const endsAtMs = performance.now() + PATIENCE_MS;
  for (let turn = 0; ; turn += 1) {
    const app = world.apps[turn % 2 === 0 ? 0 : 1];
    const done = await sweepOnce(world, app.port);
    if (done === 0 && (await countDue(world.postgres.url())) === 0) return;
    if (performance.now() > endsAtMs) throw new Error("the sweeper does not come to rest");
    await sleep(POLL_MS);
  }
}
