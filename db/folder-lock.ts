import { randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { processIdentity } from "./process-identity";

const LOCK_FILE = "in-use-by.json";
const ATTEMPTS = 20;
const WAIT_POLL_MS = 250;

const holderShape = z.object({ pid: z.number(), identity: z.string(), note: z.string() });
type Holder = z.infer<typeof holderShape>;

/** The folder belongs to a process that is still running. */
export class FolderInUse extends Error {
  override name = "FolderInUse";
  readonly pid: number;
  /** What the holder said about itself, such as its address. */
  readonly note: string;
  constructor(folder: string, holder: Holder) {
    super(`${folder} is in use by process ${holder.pid} (${holder.note})`);
    this.pid = holder.pid;
    this.note = holder.note;
  }
}

export type FolderLock = {
  /** True when the last holder died without giving the folder back. */
  wasAbandoned: boolean;
  release(): void;
};

function parseHolder(text: string): Holder | null {
  try {
    return holderShape.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

/** Makes `path` appear with its whole content or not at all; false when it is there already. */
function createWhole(path: string, text: string): boolean {
  const temporary = `${path}.${randomBytes(6).toString("hex")}`;
  writeFileSync(temporary, text, { mode: 0o600 });
  try {
    linkSync(temporary, path);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** Takes a dead holder's file away; a living one that came in between gets it back. */
function removeAbandoned(path: string, expected: string): void {
  const aside = `${path}.${randomBytes(6).toString("hex")}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  const taken = readText(aside);
  if (taken !== null && taken !== expected) createWhole(path, taken);
  rmSync(aside, { force: true });
}

/**
 * Takes a folder for this process until release or its end, creating it if need be. Throws
 * FolderInUse while the holder lives; a holder that was killed does not count.
 */
export function lockFolder(folder: string, note: string): FolderLock {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, LOCK_FILE);
  const mine = JSON.stringify({
    pid: process.pid,
    identity: processIdentity(process.pid) ?? "",
    note,
  } satisfies Holder);
  let wasAbandoned = false;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (createWhole(path, mine)) {
      const release = () => {
        process.off("exit", release);
        if (readText(path) === mine) rmSync(path, { force: true });
      };
      process.on("exit", release);
      return { wasAbandoned, release };
    }
    const text = readText(path);
    if (text === null) continue;
    const holder = parseHolder(text);
    if (holder !== null && processIdentity(holder.pid) === holder.identity) {
      throw new FolderInUse(folder, holder);
    }
    wasAbandoned = true;
    removeAbandoned(path, text);
  }
  throw new Error(`${path} changes faster than it can be read`);
}

/** As lockFolder, but waits for a living holder to give the folder back. */
export async function lockFolderWhenFree(folder: string, note: string): Promise<FolderLock> {
  for (;;) {
    try {
      return lockFolder(folder, note);
    } catch (error) {
      if (!(error instanceof FolderInUse)) throw error;
      await sleep(WAIT_POLL_MS);
    }
  }
}
