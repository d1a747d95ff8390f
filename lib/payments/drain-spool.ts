import { openCallback } from "@/lib/callback-spool/spooled-callback";
import {
  listSpool,
  readSpoolFile,
  removeSpoolFile,
  setSpoolFileAside,
} from "@/lib/callback-spool/read-spool";
import { syncFolder } from "@/lib/callback-spool/sync-folder";
import { failpoint } from "@/lib/failpoints";
import type { Runtime } from "@/lib/runtime";
import { isDatabaseAway } from "@/lib/sql-errors";
import { findCallbackTarget, receiveCallback } from "./receive-callback";

export type DrainCounts = { drained: number; setAside: number; failed: number };

/** Of one pass; what is more waits for the next one. */
const BATCH = 500;
/** Less than the connections reserved for money: callbacks that arrive now go before. */
const CONCURRENCY = 3;

/** Processes that drain the same folder should seldom meet at the same file. */
function shuffled(names: string[]): string[] {
  return names
    .map((name) => ({ name, place: Math.random() }))
    .sort((one, other) => one.place - other.place)
    .map(({ name }) => name);
}

/** Null: another process was faster. */
async function drainFile(
  runtime: Runtime,
  folder: string,
  name: string,
): Promise<"drained" | "setAside" | null> {
  const sealed = await readSpoolFile(folder, name);
  if (!sealed) return null;
  const callback = openCallback(runtime.env.ENCRYPTION_KEYS, sealed);
  const target = callback && (await findCallbackTarget(runtime, callback.token));
  if (!target) {
    await setSpoolFileAside(folder, name);
    const reason = callback ? "token unknown" : "damaged, or sealed with a key that is gone";
    runtime.log.error("a spooled callback was set aside", { reason });
    return "setAside";
  }
  await failpoint("spool:read");
  const receivedAgoMs = Math.max(0, Date.now() - callback.arrivedAt.getTime());
  const { applied } = await receiveCallback(runtime, target, callback.body, { receivedAgoMs });
  await failpoint("spool:stored");
  await removeSpoolFile(folder, name);
  await failpoint("spool:removed");
  await applied;
  return "drained";
}

/**
 * Stores and applies the callbacks that arrived while the database was away, and removes each file
 * once its callback is stored. Drained twice (a crash in between, two processes at once), a callback is
 * the same evidence. Throws when the database is away again; the files stay.
 */
export async function drainSpool(runtime: Runtime): Promise<DrainCounts> {
  const counts: DrainCounts = { drained: 0, setAside: 0, failed: 0 };
  const folder = runtime.env.CALLBACK_SPOOL;
  if (folder === null) return counts;
  const queue = shuffled(await listSpool(folder)).slice(0, BATCH);
  if (queue.length === 0) return counts;
  const run = async () => {
    for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
      try {
        const done = await drainFile(runtime, folder, name);
        if (done) counts[done] += 1;
      } catch (error) {
        if (isDatabaseAway(error)) throw error;
        counts.failed += 1;
        runtime.log.error("a spooled callback could not be drained", { error });
      }
    }
  };
  try {
    await Promise.all(Array.from({ length: CONCURRENCY }, run));
  } finally {
    await syncFolder(folder);
  }
  if (counts.drained > 0) runtime.log.info("spooled callbacks stored", { count: counts.drained });
  return counts;
}
