import { mkdir, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { syncFolder } from "./sync-folder";
import { UNFINISHED_PREFIX } from "./write-callback";

/** Where files go that nobody can apply; a person looks at them, nothing deletes them. */
export const SET_ASIDE = "set-aside";
/** A write takes milliseconds: after this long its process is dead. */
const UNFINISHED_FOR_MS = 10 * 60_000;

const hasCode = (error: unknown, code: string) =>
  error instanceof Error && "code" in error && error.code === code;

async function orGone<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (hasCode(error, "ENOENT")) return null;
    throw error;
  }
}

/** The names of the callbacks in a spool, the oldest first; none where there is no spool yet. */
export async function listSpool(folder: string): Promise<string[]> {
  const names = (await orGone(readdir(folder))) ?? [];
  for (const name of names) {
    if (name.startsWith(UNFINISHED_PREFIX)) await dropUnfinished(join(folder, name));
  }
  const callbacks: { name: string; writtenMs: number }[] = [];
  for (const name of names) {
    if (!name.endsWith(".callback")) continue;
    const found = await orGone(stat(join(folder, name)));
    if (found) callbacks.push({ name, writtenMs: found.mtimeMs });
  }
  return callbacks.sort((a, b) => a.writtenMs - b.writtenMs).map(({ name }) => name);
}

/** Left by a process that died while it wrote: nothing was acknowledged for it. */
async function dropUnfinished(path: string): Promise<void> {
  const found = await orGone(stat(path));
  if (found && found.mtimeMs < Date.now() - UNFINISHED_FOR_MS) await rm(path, { force: true });
}

/** A file's bytes; null if another process has drained it meanwhile. */
export function readSpoolFile(folder: string, name: string): Promise<Buffer | null> {
  return orGone(readFile(join(folder, name)));
}

/** Removes a file whose callback is in the database. */
export async function removeSpoolFile(folder: string, name: string): Promise<void> {
  await rm(join(folder, name), { force: true });
}

/** Moves a file out of the way of the next pass, for a person to look at. */
export async function setSpoolFileAside(folder: string, name: string): Promise<void> {
  const aside = join(folder, SET_ASIDE);
  await mkdir(aside, { recursive: true, mode: 0o700 });
  await orGone(rename(join(folder, name), join(aside, name)));
  await syncFolder(aside);
  await syncFolder(folder);
}
