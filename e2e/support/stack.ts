import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedPostgres } from "@/db/embedded";
import { freePort } from "@/db/free-port";
import { migrateDatabase } from "@/db/migrate";
import { stopAllOwned } from "@/db/owned-process";
import { createDatabase } from "@/db/test-database";
import { appEnvironment } from "@/scripts/launcher/app-environment";
import { ensureBuild } from "@/scripts/launcher/build";
import { generateSecrets } from "@/scripts/launcher/secrets";
import {
  seed,
  startApp,
  startSimulator,
  type DemoAccess,
  type Service,
} from "@/scripts/launcher/services";

/** Where the processes of a test run write; survives the run, for whoever looks into a failure. */
const LOG_FOLDER = "test-results/stack";

/** Of the outside only what any program needs: a SWEEPER of the shell must not decide a test. */
const SYSTEM_VARIABLES = ["PATH", "HOME", "TMPDIR", "LANG", "TZ", "SystemRoot"];

/** Everything a story needs to reach what runs; plain data, so that workers get it as JSON. */
export type Stack = {
  appUrl: string;
  simulatorUrl: string;
  /** The app's database, as superuser. */
  databaseUrl: string;
  access: DemoAccess;
  cronSecret: string;
  /** What the app was started with; start another one with parts of it changed. */
  env: Record<string, string>;
};

export type StartedApp = {
  url: string;
  service: Service;
  /** Everything it has said. */
  readLog(): string;
  stop(): Promise<void>;
};

const urlOf = (port: number) => `http://localhost:${port}`;

/** What any program needs of this shell, and nothing of ours. */
export function systemEnvironment(): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const name of SYSTEM_VARIABLES) {
    const value = process.env[name];
    if (value !== undefined) environment[name] = value;
  }
  return environment;
}

/**
 * Processes over one database share one spool, and no others do: a callback of another database would
 * be nobody's.
 */
function spoolOf(
  stack: Pick<Stack, "env">,
  databaseUrl: string | undefined,
): Record<string, string> {
  const spool = stack.env["CALLBACK_SPOOL"];
  if (databaseUrl === undefined || spool === undefined || spool === "off") return {};
  return { CALLBACK_SPOOL: `${spool}-${new URL(databaseUrl).pathname.slice(1)}` };
}

/**
 * Starts another process of the same build beside the stack's own, on a free port. `changes` are
 * environment variables such as SWEEPER=off; callbacks go to its own address unless APP_URL is one of
 * them. It ends with `stop`, and with the worker that started it.
 */
export async function startAnotherApp(
  stack: Pick<Stack, "env">,
  changes: Record<string, string> = {},
): Promise<StartedApp> {
  const port = await freePort();
  const logFile = join(LOG_FOLDER, `app-${port}.log`);
  const service = await startApp({
    port,
    env: {
      ...stack.env,
      APP_URL: urlOf(port),
      ...spoolOf(stack, changes["DATABASE_URL"]),
      ...changes,
    },
    mode: "production",
    logFile,
  });
  return {
    url: urlOf(port),
    service,
    readLog: () => readFileSync(logFile, "utf8"),
    stop: () => service.stop(),
  };
}

/**
 * A database of its own on the stack's server, migrated and seeded with the demo merchant; hand its
 * `databaseUrl` to startAnotherApp as DATABASE_URL.
 */
export async function createSeededDatabase(
  stack: Stack,
): Promise<{ databaseUrl: string; access: DemoAccess; drop: () => Promise<void> }> {
  const database = await createDatabase(stack.databaseUrl);
  await migrateDatabase(database.url);
  const access = await seed(
    { ...stack.env, DATABASE_URL: database.url },
    { simulatorUrl: stack.simulatorUrl, password: stack.access.password },
  );
  return { databaseUrl: database.url, access, drop: () => database.drop() };
}

type Server = { url: string; folder: string; secrets: ReturnType<typeof generateSecrets> };

/** A simulator and the environment of an app over a database of their own, seeded. */
async function prepareStack(server: Server, name: string): Promise<Stack> {
  const { secrets } = server;
  const [port, simulatorPort] = [await freePort(), await freePort()];
  const { url: databaseUrl } = await createDatabase(server.url);
  await migrateDatabase(databaseUrl);
  const simulatorUrl = `http://127.0.0.1:${simulatorPort}`;
  const env = {
    ...appEnvironment({
      outer: systemEnvironment(),
      secrets,
      databaseUrl,
      appUrl: urlOf(port),
      dataFolder: join(server.folder, name),
      phoneUrl: urlOf(simulatorPort),
      simulatorUrl,
    }),
    SWEEP_INTERVAL_MS: "500",
    LOG_LEVEL: "warn",
  };
  await startSimulator({
    port: simulatorPort,
    env,
    logFile: join(LOG_FOLDER, `simulator-${name}.log`),
  });
  const access = await seed(env, { simulatorUrl, password: secrets.demoPassword });
  const { cronSecret } = secrets;
  return { appUrl: urlOf(port), simulatorUrl, databaseUrl, access, cronSecret, env };
}

async function startAll(folder: string, count: number): Promise<Stack[]> {
  const { url } = await startEmbeddedPostgres({ folder, isDurable: false });
  const server = { url, folder, secrets: generateSecrets() };
  const stacks: Stack[] = [];
  for (let number = 1; number <= count; number += 1) {
    stacks.push(await prepareStack(server, `app-${number}`));
  }
  const [first] = stacks;
  if (first) await ensureBuild("a test run", first.env);
  for (const [index, { appUrl, env }] of stacks.entries()) {
    await startApp({
      port: Number(new URL(appUrl).port),
      env,
      mode: "production",
      logFile: join(LOG_FOLDER, `app-${index + 1}.log`),
    });
  }
  return stacks;
}

/**
 * Starts `count` stacks that share nothing but a database server; `stop` ends them all and leaves
 * nothing behind.
 */
export async function startStacks(
  count: number,
): Promise<{ stacks: Stack[]; stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), "malipo-e2e-"));
  const stop = async () => {
    await stopAllOwned();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    return { stacks: await startAll(folder, count), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Starts database, simulator and app for a test run; `stop` ends them and leaves nothing behind. */
export async function startStack(): Promise<{ stack: Stack; stop: () => Promise<void> }> {
  const { stacks, stop } = await startStacks(1);
  const [stack] = stacks;
  if (stack) return { stack, stop };
  await stop();
  throw new Error("no stack was started");
}
