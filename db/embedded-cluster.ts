import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import type { PostgresAccount } from "./postgres-account";
import { processCommand, processIdentity } from "./process-identity";

const run = promisify(execFile);

export const SUPERUSER = "malipo";
const STOP_TIMEOUT_MS = 10_000;
const POLL_MS = 25;

/** The server's own environment: nothing of ours, so that PGPORT and its like cannot reach it. */
export const serverEnv = (): NodeJS.ProcessEnv => ({
  NODE_ENV: "production",
  PATH: process.env["PATH"],
  LC_ALL: "C",
  TZ: "UTC",
});

/** The server's password, made at first use; for the eyes of its owner alone. */
export function ensurePassword(folder: string): string {
  const path = join(folder, "password");
  if (!existsSync(path)) {
    writeFileSync(path, `${randomBytes(24).toString("base64url")}\n`, { mode: 0o600 });
  }
  return readFileSync(path, "utf8").trim();
}

/** Makes the cluster of a folder, under the password that stands there. */
export async function createCluster(
  folder: string,
  initdb: string,
  account: PostgresAccount,
  isDurable: boolean,
): Promise<void> {
  const fresh = join(folder, "cluster.new");
  rmSync(fresh, { recursive: true, force: true });
  const [command = "", ...args] = [
    ...account.prefix,
    initdb,
    `--pgdata=${fresh}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${join(folder, "password")}`,
    "--auth=scram-sha-256",
    "--locale=C",
    "--encoding=UTF8",
    "--no-instructions",
    ...(isDurable ? [] : ["--no-sync"]),
  ];
  try {
    await run(command, args, { ...account.ids, cwd: folder, env: serverEnv() });
  } catch (error) {
    const { message } = error instanceof Error ? error : { message: String(error) };
    // The message begins with the whole command; what initdb said follows.
    throw new Error(`initdb failed:\n${message.split("\n").slice(1).join("\n").trim()}`);
  }
  // Only a whole cluster gets the name: one cut short is made again.
  renameSync(fresh, join(folder, "cluster"));
}

/** Ends the server of a launcher that was killed; its data is safe, its socket is not ours. */
export async function stopOrphan(cluster: string): Promise<void> {
  const pidFile = join(cluster, "postmaster.pid");
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, "utf8").split("\n", 1)[0]);
  if (!Number.isInteger(pid) || pid <= 1) return;
  // After a restart of the machine the number may be anybody's, another Postgres included.
  if (!processCommand(pid).includes(cluster)) return;
  const endsAtMs = performance.now() + STOP_TIMEOUT_MS;
  process.kill(pid, "SIGINT");
  while (processIdentity(pid) !== null) {
    if (performance.now() > endsAtMs) {
      throw new Error(`A Postgres left behind (process ${pid}) does not stop; end it and retry.`);
    }
    await sleep(POLL_MS);
  }
}
