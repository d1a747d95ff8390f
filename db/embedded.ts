import { closeSync, existsSync, openSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { findPostgresBinaries } from "./embedded-binaries";
import {
  createCluster,
  ensurePassword,
  serverEnv,
  stopOrphan,
  SUPERUSER,
} from "./embedded-cluster";
import { lockFolder, type FolderLock } from "./folder-lock";
import { freePort } from "./free-port";
import { startOwned, type OwnedProcess } from "./owned-process";
import { choosePostgresAccount, type PostgresAccount } from "./postgres-account";

const START_TIMEOUT_MS = 30_000;
const STOP_TIMEOUT_MS = 10_000;
const POLL_MS = 25;
const PORT_ATTEMPTS = 3;
const LOG_TAIL_CHARS = 1_500;

const DATABASE = "malipo";

export type EmbeddedPostgresOptions = {
  /** Everything stands in this folder: the cluster, its password, its log. Made if need be. */
  folder: string;
  /** False for tests: faster, and a power cut may cost the data. */
  isDurable?: boolean;
  maxConnections?: number;
};

export type EmbeddedPostgres = {
  /** The database `malipo`, as superuser. */
  url: string;
  /** Settles when the server has ended, for whatever reason; see OwnedProcess. */
  ended: Promise<string>;
  /** The end of the server's log. */
  lastWords: () => string;
  stop: () => Promise<void>;
};

function logTail(folder: string): string {
  const log = join(folder, "server.log");
  return existsSync(log) ? readFileSync(log, "utf8").slice(-LOG_TAIL_CHARS).trim() : "";
}

async function connectOnce(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rowCount } = await client.query("select from pg_database where datname = $1", [
      DATABASE,
    ]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Waits until the server answers and has our database. False when it ended instead. */
async function waitUntilReady(server: OwnedProcess, url: string): Promise<boolean> {
  const endsAtMs = performance.now() + START_TIMEOUT_MS;
  while (!server.hasEnded()) {
    try {
      await connectOnce(url);
      return true;
    } catch (error) {
      if (performance.now() > endsAtMs) {
        await server.stop();
        throw new Error("The embedded Postgres does not answer.", { cause: error });
      }
      await sleep(POLL_MS);
    }
  }
  return false;
}

async function startServer(
  options: Required<EmbeddedPostgresOptions>,
  postgres: string,
  account: PostgresAccount,
): Promise<{ server: OwnedProcess; url: string }> {
  const { folder, isDurable, maxConnections } = options;
  const password = ensurePassword(folder);
  const settings = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    `max_connections=${maxConnections}`,
    "timezone=UTC",
    "log_timezone=UTC",
    ...(isDurable ? [] : ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]),
  ].flatMap((setting) => ["-c", setting]);
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const [command = "", ...args] = [
      ...account.prefix,
      postgres,
      ...["-D", join(folder, "cluster"), "-p", String(port), ...settings],
    ];
    const log = openSync(join(folder, "server.log"), "w", 0o600);
    const server = await startOwned({
      name: "the embedded Postgres",
      command,
      args,
      cwd: folder,
      env: serverEnv(),
      ids: account.ids,
      stdio: ["ignore", log, log],
      stopSignal: "SIGINT",
      graceMs: STOP_TIMEOUT_MS,
    });
    closeSync(log);
    const host = `127.0.0.1:${port}`;
    const url = (database: string) => `postgres://${SUPERUSER}:${password}@${host}/${database}`;
    if (await waitUntilReady(server, url("postgres"))) return { server, url: url(DATABASE) };
    const tail = logTail(folder);
    // Between finding a free port and taking it somebody else may have come.
    if (!tail.includes("could not bind") || attempt === PORT_ATTEMPTS) {
      throw new Error(`The embedded Postgres did not start:\n${tail}`);
    }
  }
}

/**
 * Starts the embedded Postgres on a free port of 127.0.0.1, over the data in `folder`; a first start
 * makes the cluster (about 1 s), later ones take about 0.1 s. A server that a killed launcher left
 * behind is ended first. Throws FolderInUse while another launcher lives. It ends with this process.
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const { isDurable = true, maxConnections = 200 } = options;
  const folder = resolve(options.folder);
  const lock: FolderLock = lockFolder(folder, "its embedded Postgres");
  try {
    const cluster = join(folder, "cluster");
    await stopOrphan(cluster);
    const { initdb, postgres } = findPostgresBinaries();
    ensurePassword(folder);
    const account = await choosePostgresAccount(postgres, folder);
    if (!existsSync(cluster)) await createCluster(folder, initdb, account, isDurable);
    const { server, url } = await startServer(
      { folder, isDurable, maxConnections },
      postgres,
      account,
    );
    const stop = async () => {
      await server.stop();
      lock.release();
    };
    return { url, stop, ended: server.ended, lastWords: () => logTail(folder) };
  } catch (error) {
    lock.release();
    throw error;
  }
}
