import { openCallback, type SpooledCallback } from "@/lib/callback-spool/spooled-callback";
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
import { readCallbackTarget, receiveCallback } from "./receive-callback";

export type DrainCounts = { drained: number; setAside: number; failed: number };

/** Of one pass, the oldest; what is more waits for the next one. */
const BATCH = 500;
/** Less than the connections reserved for money: callbacks that arrive now go before. */
const CONCURRENCY = 3;

type SpoolFile = { name: string; callback: SpooledCallback };

async function setAside({ log }: Runtime, folder: string, name: string, reason: string) {
  await setSpoolFileAside(folder, name);
  log.error("a spooled callback was set aside", { reason });
}

async function drainFile(
  runtime: Runtime,
  folder: string,
  { name, callback }: SpoolFile,
): Promise<"drained" | "setAside"> {
  const target = await readCallbackTarget(runtime, callback.token);
  if (!target) {
    await setAside(runtime, folder, name, "token unknown");
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

/** The files to drain, opened, by their token: callbacks of one attempt, as they arrived. */
async function openFiles(
  runtime: Runtime,
  folder: string,
  counts: DrainCounts,
): Promise<SpoolFile[][]> {
  const files: SpoolFile[] = [];
  for (const name of (await listSpool(folder)).slice(0, BATCH)) {
    const sealed = await readSpoolFile(folder, name);
    // Another process was faster.
    if (!sealed) continue;
    const callback = openCallback(runtime.env.ENCRYPTION_KEYS, sealed);
    if (callback) files.push({ name, callback });
    else {
      await setAside(runtime, folder, name, "damaged, or sealed with a key that is gone");
      counts.setAside += 1;
    }
  }
  files.sort((a, b) => a.callback.arrivedAt.getTime() - b.callback.arrivedAt.getTime());
  const byToken = new Map<string, SpoolFile[]>();
  for (const file of files) {
    const { token } = file.callback;
    byToken.set(token, [...(byToken.get(token) ?? []), file]);
  }
  return [...byToken.values()];
}

async function drainFolder(runtime: Runtime, folder: string, counts: DrainCounts): Promise<void> {
  const queue = await openFiles(runtime, folder, counts);
  if (queue.length === 0) return;
  const run = async () => {
    for (let files = queue.shift(); files !== undefined; files = queue.shift()) {
      for (const file of files) {
        try {
          counts[await drainFile(runtime, folder, file)] += 1;
        } catch (error) {
          if (isDatabaseAway(error)) throw error;
          counts.failed += 1;
          runtime.log.error("a spooled callback could not be drained", { error });
        }
      }
    }
  };
  try {
    await Promise.all(Array.from({ length: CONCURRENCY }, run));
  } finally {
    await syncFolder(folder);
  }
}

/**
 * Stores and applies the callbacks that arrived while the database was away, and removes each file
 * once its callback is stored. Those of one attempt go one after the other, as they arrived. Drained
 * twice (a crash in between, two processes at once), a callback is the same evidence. Throws when the
 * database is away again; the files stay. A folder that cannot be read is told and stops nothing else.
 */
export async function drainSpool(runtime: Runtime): Promise<DrainCounts> {
  const counts: DrainCounts = { drained: 0, setAside: 0, failed: 0 };
  const folder = runtime.env.CALLBACK_SPOOL;
  if (folder === null) return counts;
  try {
    await drainFolder(runtime, folder, counts);
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
    counts.failed += 1;
    runtime.log.error("the callback spool cannot be read", { error });
  }
  if (counts.drained > 0) runtime.log.info("spooled callbacks stored", { count: counts.drained });
  return counts;
}
