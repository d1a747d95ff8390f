import { setTimeout as sleep } from "node:timers/promises";
import { readStanding, type Standing } from "./standing";
import type { Trial } from "./trial";

const ROUNDS = 16;
const PAST_STALE_SECONDS = 31;
const PAST_WINDOW_SECONDS = 301;

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
  await trial.start(unresolvedId, crypto.randomUUID());
  await trial.pay();
  await trial.lane.untilQuiet();
  await recover(trial);
}
