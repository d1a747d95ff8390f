import { randomInt } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";

/** What the server makes anew, or what says that it is running. */
const LEFT_OUT = new Set(["pg_wal", "postmaster.pid", "postmaster.opts", "pg_stat_tmp"]);
/** What is in there belongs to processes that are gone; the folder itself must be. */
const EMPTIED = new Set(["pg_replslot", "pg_dynshmem", "pg_notify", "pg_serial", "pg_snapshots"]);
const FOLDER_MODE = 0o700;
/** A copy that takes its time sees files of many moments, as a copy of a large database does. */
const PAUSE_EVERY_FILES = 25;

export type Backup = { files: number; bytes: number; seconds: number };

const isGone = (error: unknown) =>
  error instanceof Error && "code" in error && error.code === "ENOENT";

/** Copies a folder whose files change and go while it is read. */
async function copyTree(from: string, to: string, counts: Backup): Promise<void> {
  mkdirSync(to, { recursive: true, mode: FOLDER_MODE });
  for (const name of readdirSync(from)) {
    if (LEFT_OUT.has(name)) continue;
    const [source, target] = [join(from, name), join(to, name)];
    try {
      const { size } = statSync(source);
      if (statSync(source).isDirectory()) {
        if (EMPTIED.has(name)) mkdirSync(target, { mode: FOLDER_MODE });
        else await copyTree(source, target, counts);
        continue;
      }
      copyFileSync(source, target);
      counts.files += 1;
      counts.bytes += size;
      if (counts.files % PAUSE_EVERY_FILES === 0) await sleep(randomInt(1, 4));
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }
}

/**
 * Copies a running cluster, file by file, between `pg_backup_start()` and `pg_backup_stop()`, and its
 * WAL after that, into `folder` (which must not exist): the embedded Postgres starts from there. The
 * server goes on working meanwhile.
 */
export async function takeBackup(url: string, original: string, folder: string): Promise<Backup> {
  const counts: Backup = { files: 0, bytes: 0, seconds: 0 };
  const cluster = join(folder, "cluster");
  const startedMs = performance.now();
  // One session from start to stop, as the server demands.
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    // A checkpoint in between must not take away WAL that the copy needs.
    await sql`alter system set wal_keep_size = '1GB'`;
    await sql`select pg_reload_conf()`;
    await sql`select pg_backup_start('proof', true)`;
    await copyTree(join(original, "cluster"), cluster, counts);
    const [stopped] = await sql<{ labelfile: string; spcmapfile: string }[]>`
      select labelfile, spcmapfile from pg_backup_stop(false)`;
    if (stopped === undefined) throw new Error("pg_backup_stop() answered nothing");
    await copyTree(join(original, "cluster", "pg_wal"), join(cluster, "pg_wal"), counts);
    writeFileSync(join(cluster, "backup_label"), stopped.labelfile, { mode: 0o600 });
    if (stopped.spcmapfile !== "") {
      writeFileSync(join(cluster, "tablespace_map"), stopped.spcmapfile, { mode: 0o600 });
    }
  } finally {
    await sql.end({ timeout: 5 });
  }
  const password = join(original, "password");
  if (existsSync(password)) copyFileSync(password, join(folder, "password"));
  return { ...counts, seconds: (performance.now() - startedMs) / 1_000 };
}
