import { setTimeout as sleep } from "node:timers/promises";
import type { Disturbance } from "./plan";
import type { World } from "./world";

/** A disturbance that has found nobody to strike in this time has not happened. */
export const STRIKE_PATIENCE_MS = 15_000;
/** Pools keep their connections for long: after this, somebody has to close one. */
const CLOSE_PROVOKED_AFTER_MS = 1_000;
const CLOSED_SHARE = 0.5;
const POLL_MS = 20;

type LineDisturbance = Disturbance & { kind: "line" };

/** Whether a disturbance strikes only connections that are closed, where nobody would close one. */
const needsAnEnd = ({ line, fault }: LineDisturbance): boolean =>
  line === "database" && fault.kind === "slow close";

/** Lets a line misbehave until somebody was struck, and then for its time. False if nobody came. */
export async function disturbLine(world: World, disturbance: LineDisturbance): Promise<boolean> {
  const line = world.lineOf(disturbance.line, disturbance.app);
  await line.setFault(disturbance.fault);
  const endsAtMs = performance.now() + STRIKE_PATIENCE_MS;
  let provokesAtMs = performance.now() + CLOSE_PROVOKED_AFTER_MS;
  while (line.strikes === 0 && performance.now() < endsAtMs) {
    await sleep(POLL_MS);
    if (!needsAnEnd(disturbance) || performance.now() < provokesAtMs) continue;
    // The server may be away itself.
    await world.postgres.endBackends(CLOSED_SHARE).catch(() => 0);
    provokesAtMs = performance.now() + CLOSE_PROVOKED_AFTER_MS;
  }
  const hasStruck = line.strikes > 0;
  if (hasStruck) await sleep(disturbance.forMs);
  await line.clearFault();
  return hasStruck;
}
