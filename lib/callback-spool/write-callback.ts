import { randomBytes } from "node:crypto";
import { access, mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { failpoint } from "@/lib/failpoints";
import type { SealingKeys } from "@/lib/sealing";
import { measureSpool, SPOOL_MAX_BYTES, SPOOL_MAX_FILES } from "./measure-spool";
import { sealCallback, spoolFileName, type SpooledCallback } from "./spooled-callback";
import { syncFolder } from "./sync-folder";

/** A name that a crash may leave behind; nothing was acknowledged for it. */
export const UNFINISHED_PREFIX = ".unfinished-";

/** Makes the folder for its owner alone, with every name on the way to it on the disk. */
async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = dirname(made)) {
    await syncFolder(dirname(made));
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function writeSynced(path: string, content: Buffer): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * Keeps a callback on the disk. Resolves with true once file and name are synced: from then on it may
 * be acknowledged. False when the spool is full. Throws when the disk refuses. The same callback again
 * keeps the file, and the arrival, of the first.
 */
export async function writeCallback(
  spool: { folder: string; keys: SealingKeys },
  callback: SpooledCallback,
  { maxFiles = SPOOL_MAX_FILES, maxBytes = SPOOL_MAX_BYTES } = {},
): Promise<boolean> {
  const { folder, keys } = spool;
  await makeFolder(folder);
  const path = join(folder, spoolFileName(callback));
  if (!(await exists(path))) {
    const sealed = sealCallback(keys, callback);
    const usage = await measureSpool(folder);
    if (usage.files >= maxFiles || usage.bytes + sealed.length > maxBytes) {
      return false;
    }
    usage.files += 1;
    usage.bytes += sealed.length;
    const unfinished = join(folder, `${UNFINISHED_PREFIX}${randomBytes(8).toString("hex")}`);
    try {
      await writeSynced(unfinished, sealed);
      await failpoint("spool:unfinished");
      await rename(unfinished, path);
      await failpoint("spool:named");
    } catch (error) {
      await rm(unfinished, { force: true }).catch(() => undefined);
      throw error;
    }
  }
  // Whoever finds the file there may be faster than the one who wrote it: both sync its name.
  await syncFolder(folder);
  return true;
}
