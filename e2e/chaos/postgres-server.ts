import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findPostgresBinaries } from "@/db/embedded-binaries";
import { createCluster, ensurePassword, serverEnv, SUPERUSER } from "@/db/embedded-cluster";
import { freePort } from "@/db/free-port";
import { startOwned, type OwnedProcess } from "@/db/owned-process";
import { choosePostgresAccount, type PostgresAccount } from "@/db/postgres-account";
import { takeBackup, type Backup } from "../rebuild/online-backup";
import { withSql } from "./with-sql";

const DATABASE = "malipo";
const START_TIMEOUT_MS = 60_000;
const POLL_MS = 50;
const SETTINGS = [
  "listen_addresses=127.0.0.1",
  "unix_socket_directories=",
  "max_connections=200",
  "timezone=UTC",
  "log_timezone=UTC",
];

/**
 * A real Postgres on a fixed port that keeps every commit (fsync stays on), to be ended as by
 * `pg_ctl stop -m immediate` and started again.
 */
export class PostgresServer {
  readonly port: number;
  private readonly folder: string;
  private readonly password: string;
  private readonly postgres: string;
  private readonly account: PostgresAccount;
  private server: OwnedProcess | null = null;

  private constructor(folder: string, port: number, postgres: string, account: PostgresAccount) {
    this.folder = folder;
    this.port = port;
    this.password = ensurePassword(folder);
    this.postgres = postgres;
    this.account = account;
  }

  /** Makes a new cluster in an empty folder and starts it. */
  static async create(folder: string): Promise<PostgresServer> {
    mkdirSync(folder, { recursive: true });
    const { initdb, postgres } = findPostgresBinaries();
    ensurePassword(folder);
    const account = await choosePostgresAccount(postgres, folder);
    await createCluster(folder, initdb, account, true);
    const created = new PostgresServer(folder, await freePort(), postgres, account);
    await created.start();
    await withSql(created.urlOf("postgres"), (sql) => sql`create database ${sql(DATABASE)}`);
    return created;
  }

  /** The database, as superuser; by way of another port where a proxy stands before it. */
  url(port = this.port): string {
    return this.urlOf(DATABASE, port);
  }

  private urlOf(database: string, port = this.port): string {
    return `postgres://${SUPERUSER}:${this.password}@127.0.0.1:${port}/${database}`;
  }

  /** Starts it and waits until it answers, recovery included. */
  async start(): Promise<void> {
    const [command = "", ...args] = [
      ...this.account.prefix,
      this.postgres,
      ...["-D", join(this.folder, "cluster"), "-p", String(this.port)],
      ...SETTINGS.flatMap((setting) => ["-c", setting]),
    ];
    const log = openSync(this.logFile, "a", 0o600);
    this.server = await startOwned({
      name: "Postgres",
      command,
      args,
      cwd: this.folder,
      env: serverEnv(),
      ids: this.account.ids,
      stdio: ["ignore", log, log],
      stopSignal: "SIGINT",
      graceMs: 10_000,
    });
    closeSync(log);
    await this.waitUntilReady(this.server);
  }

  private async waitUntilReady(server: OwnedProcess): Promise<void> {
    const endsAtMs = performance.now() + START_TIMEOUT_MS;
    for (;;) {
      try {
        await withSql(this.urlOf("postgres"), (sql) => sql`select 1`);
        return;
      } catch (error) {
        if (server.hasEnded() || performance.now() > endsAtMs) {
          throw new Error(`Postgres does not start:\n${this.lastWords()}`, { cause: error });
        }
        await sleep(POLL_MS);
      }
    }
  }

  /** Ends it without a checkpoint, as `pg_ctl stop -m immediate` does: a crash that it recovers from. */
  async stopImmediately(): Promise<void> {
    if (this.server === null) return;
    process.kill(this.server.pid, "SIGQUIT");
    await this.server.ended;
  }

  /** Copies its files while it runs into `folder`, which must not exist; a Postgres can start there. */
  backUp(folder: string): Promise<Backup> {
    return takeBackup(this.url(), this.folder, folder);
  }

  /** Ends this share of the product's connections, chosen by the server's own dice. */
  async endBackends(share: number): Promise<number> {
    const rows = await withSql(
      this.url(),
      (sql) => sql<{ ended: boolean }[]>`
        select pg_terminate_backend(pid) as ended from pg_stat_activity
        where application_name like 'malipo%' and random() < ${share}`,
    );
    return rows.filter(({ ended }) => ended).length;
  }

  /** Ends the life of every access token stored; waits while the server is away. */
  async expireAccessTokens(): Promise<void> {
    const endsAtMs = performance.now() + START_TIMEOUT_MS;
    for (;;) {
      try {
        await withSql(
          this.url(),
          (sql) => sql`
            update access_tokens
            set refresh_at = clock_timestamp(), expires_at = clock_timestamp()`,
        );
        return;
      } catch (error) {
        if (performance.now() > endsAtMs) throw error;
        await sleep(POLL_MS);
      }
    }
  }

  async stop(): Promise<void> {
    await this.server?.stop();
  }

  private get logFile(): string {
    return join(this.folder, "server.log");
  }

  private lastWords(): string {
    return readFileSync(this.logFile, "utf8").slice(-1_500);
  }
}
