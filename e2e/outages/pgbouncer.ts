import { execFileSync } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "@/db/free-port";
import { serverEnv } from "@/db/embedded-cluster";
import { startOwned, type OwnedProcess } from "@/db/owned-process";
import { choosePostgresAccount } from "@/db/postgres-account";
import { withSql } from "../chaos/with-sql";

/** Fewer than the apps hold open: with a connection of its own for each, nothing would be proved. */
const POOL_SIZE = 4;
const START_TIMEOUT_MS = 20_000;
const POLL_MS = 50;

/** Debian's place is not on everybody's PATH. */
const MORE_FOLDERS = ["/usr/sbin", "/usr/local/sbin"];

/** The program, or null where it is not installed. */
export function findPgBouncer(): string | null {
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), ...MORE_FOLDERS];
  const found = folders.map((folder) => join(folder, "pgbouncer")).find((path) => existsSync(path));
  if (found === undefined) return null;
  execFileSync(found, ["--version"], { stdio: "ignore" });
  return found;
}

/** A PgBouncer in transaction mode before one database, as an account that is not root. */
export class PgBouncer {
  /** The database by way of it. */
  readonly url: string;
  private readonly process: OwnedProcess;

  private constructor(url: string, process: OwnedProcess) {
    this.url = url;
    this.process = process;
  }

  static async start(program: string, folder: string, databaseUrl: string): Promise<PgBouncer> {
    mkdirSync(folder, { recursive: true });
    const port = await freePort();
    const target = new URL(databaseUrl);
    const database = target.pathname.slice(1);
    const settings = join(folder, "pgbouncer.ini");
    const lines = [
      "[databases]",
      `${database} = host=${target.hostname} port=${target.port} dbname=${database} user=${target.username} password=${target.password}`,
      "[pgbouncer]",
      "listen_addr = 127.0.0.1",
      `listen_port = ${port}`,
      "unix_socket_dir =",
      // On this machine alone, and gone with the proof.
      "auth_type = any",
      "pool_mode = transaction",
      `default_pool_size = ${POOL_SIZE}`,
      "max_client_conn = 200",
      "server_login_retry = 1",
      "server_connect_timeout = 5",
    ];
    writeFileSync(settings, `${lines.join("\n")}\n`, { mode: 0o600 });
    const account = await choosePostgresAccount(program, folder);
    const [command = program, ...before] = account.prefix;
    const args = account.prefix.length === 0 ? [settings] : [...before, program, settings];
    const log = openSync(join(folder, "pgbouncer.log"), "a", 0o600);
    const running = await startOwned({
      name: "PgBouncer",
      command,
      args,
      cwd: folder,
      env: serverEnv(),
      ids: account.ids,
      stdio: ["ignore", log, log],
      stopSignal: "SIGINT",
    });
    closeSync(log);
    const bouncer = new PgBouncer(`postgres://malipo@127.0.0.1:${port}/${database}`, running);
    await bouncer.waitUntilReady(join(folder, "pgbouncer.log"));
    return bouncer;
  }

  private async waitUntilReady(logFile: string): Promise<void> {
    const endsAtMs = performance.now() + START_TIMEOUT_MS;
    for (;;) {
      try {
        await withSql(this.url, (sql) => sql`select 1`.simple());
        return;
      } catch (error) {
        if (this.process.hasEnded() || performance.now() > endsAtMs) {
          await this.stop();
          const said = readFileSync(logFile, "utf8").slice(-1_500);
          throw new Error(`PgBouncer does not start:\n${said}`, { cause: error });
        }
        await sleep(POLL_MS);
      }
    }
  }

  async stop(): Promise<void> {
    await this.process.stop();
  }
}
