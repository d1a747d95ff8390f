import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedPostgres } from "@/db/embedded";
import { freePort } from "@/db/free-port";
import { migrateDatabase } from "@/db/migrate";
import { stopAllOwned } from "@/db/owned-process";
import { systemEnvironment } from "@/e2e/support/stack";
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

const LOG_FOLDER = "test-results/bench";

export type BenchStackOptions = {
  /** Environment variables of the app that differ from the demo's. */
  env?: Record<string, string>;
};

/** What is measured: a production app over a durable Postgres, and the local Safaricom. */
export type BenchStack = {
  appUrl: string;
  simulatorUrl: string;
  /** As superuser, unless DATABASE_URL says otherwise. */
  databaseUrl: string;
  access: DemoAccess;
  /** What the app was started with. */
  env: Record<string, string>;
  app: Service;
};

/** The ports and the database that the command's environment may choose (contract, commands). */
export type BenchPlaces = {
  port: number | undefined;
  simulatorPort: number | undefined;
  databaseUrl: string | undefined;
};

/**
 * Starts database, simulator and the production build of the app, which is built if it is missing or
 * stale. One at a time; `stop` ends all of it and removes what it wrote.
 */
export async function openBenchStack(
  places: BenchPlaces,
  { env: changes = {} }: BenchStackOptions = {},
): Promise<{ stack: BenchStack; stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), "malipo-bench-"));
  const stop = async () => {
    await stopAllOwned();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    return { stack: await startAll(folder, places, changes), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startAll(
  folder: string,
  places: BenchPlaces,
  changes: Record<string, string>,
): Promise<BenchStack> {
  const port = places.port ?? (await freePort());
  const simulatorPort = places.simulatorPort ?? (await freePort());
  const databaseUrl = places.databaseUrl ?? (await startEmbeddedPostgres({ folder })).url;
  await migrateDatabase(databaseUrl);
  const appUrl = `http://localhost:${port}`;
  const secrets = generateSecrets();
  const outer = { ...systemEnvironment(), LOG_LEVEL: "warn", ...changes };
  const env = appEnvironment({ outer, secrets, databaseUrl, appUrl, dataFolder: folder });
  const logFile = (name: string) => join(LOG_FOLDER, `${name}.log`);
  await startSimulator({ port: simulatorPort, env, logFile: logFile("simulator") });
  const simulatorUrl = `http://127.0.0.1:${simulatorPort}`;
  const access = await seed(env, { simulatorUrl, password: secrets.demoPassword });
  await ensureBuild(appUrl, env);
  const app = await startApp({ port, env, mode: "production", logFile: logFile("app") });
  return { appUrl, simulatorUrl, databaseUrl, access, env, app };
}
