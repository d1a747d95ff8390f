import { join } from "node:path";
import { startEmbeddedPostgres } from "@/db/embedded";
import { FolderInUse, lockFolder, type FolderLock } from "@/db/folder-lock";
import { migrateDatabase } from "@/db/migrate";
import { appEnvironment } from "./app-environment";
import { ensureBuild } from "./build";
import { requirePort } from "./ports";
import { describeProblem, LauncherProblem } from "./problem";
import { withProgress } from "./progress";
import { keepSecrets, openSecrets } from "./secrets";
import { seed, startApp, startSimulator, type DemoAccess, type Service } from "./services";
import { parseSettings, phoneUrlOf, type LauncherSettings } from "./settings";
import { onEndRequested, shutDown } from "./shutdown";

export type Mode = "production" | "development";

/** How long the processes of a killed launcher may take to leave their ports. */
const ABANDONED_PORT_PATIENCE_MS = 6_000;
/** Only used to check the environment before there is a database. */
const NO_DATABASE_YET = "postgres://localhost/not-yet";

function lockData(settings: LauncherSettings): FolderLock {
  try {
    return lockFolder(settings.dataFolder, settings.appUrl);
  } catch (error) {
    if (!(error instanceof FolderInUse)) throw error;
    throw new LauncherProblem(
      `Malipo is running already: ${error.note} (process ${error.pid}). Stop that one first, or run ` +
        `a second with MALIPO_DATA_DIR, PORT and SIMULATOR_PORT of its own.`,
    );
  }
}

/** A process whose death ends the demo. */
type Vital = Pick<Service, "name" | "ended" | "lastWords">;

async function openDatabase(settings: LauncherSettings): Promise<{ url: string; vital: Vital[] }> {
  const { databaseUrl, dataFolder } = settings;
  if (databaseUrl !== undefined) return { url: databaseUrl, vital: [] };
  return withProgress("starting Postgres", async () => {
    const { url, ended, lastWords } = await startEmbeddedPostgres({
      folder: join(dataFolder, "postgres"),
    });
    return { url, vital: [{ name: "Postgres", ended, lastWords }] };
  });
}

function printTable(settings: LauncherSettings, access: DemoAccess): void {
  const rows = [
    ["Shop", settings.appUrl],
    ["Phone", `http://localhost:${settings.simulatorPort}`],
    ["Dashboard", `${settings.appUrl}/dashboard`],
    ["  e-mail", access.email],
    ["  password", access.password],
    ["API key", access.apiKey],
    ["Signing key", access.signingSecret],
  ] as const;
  const width = Math.max(...rows.map(([, value]) => value.length));
  const line = "─".repeat(width + 15);
  console.log(`\nMalipo is running: ${access.merchantName}\n${line}`);
  for (const [name, value] of rows) console.log(` ${name.padEnd(12)} ${value}`);
  console.log(`${line}\nCtrl-C ends it.\n`);
}

/** Starts everything in order and answers what must stay alive. */
async function startAll(mode: Mode): Promise<Vital[]> {
  const outer = process.env;
  const settings = parseSettings(outer);
  const { dataFolder, appUrl, port, simulatorPort } = settings;
  const { wasAbandoned } = lockData(settings);
  const secrets = openSecrets(dataFolder);
  const simulatorUrl = `http://127.0.0.1:${simulatorPort}`;
  const phoneUrl = phoneUrlOf(settings);
  const given = { outer, secrets, appUrl, dataFolder, phoneUrl, simulatorUrl };
  appEnvironment({ ...given, databaseUrl: NO_DATABASE_YET });
  const patienceMs = wasAbandoned ? ABANDONED_PORT_PATIENCE_MS : 0;
  await requirePort("PORT", port, patienceMs);
  await requirePort("SIMULATOR_PORT", simulatorPort, patienceMs);

  const { url: databaseUrl, vital } = await openDatabase(settings);
  await withProgress("migrating the database", () => migrateDatabase(databaseUrl));
  const env = appEnvironment({ ...given, databaseUrl });
  const logFile = (name: string) => join(dataFolder, "logs", `${name}.log`);
  const simulator = await withProgress("starting the simulator", () =>
    startSimulator({ port: simulatorPort, env, logFile: logFile("simulator") }),
  );
  const access = await withProgress("seeding the demo merchant", () =>
    seed(env, {
      simulatorUrl,
      apiKey: settings.demoApiKey ?? secrets.demoApiKey,
      password: secrets.demoPassword,
    }),
  );
  if (settings.demoApiKey === undefined && secrets.demoApiKey !== access.apiKey) {
    keepSecrets(dataFolder, { ...secrets, demoApiKey: access.apiKey });
  }
  if (mode === "production") await ensureBuild(appUrl, env);
  const app = await withProgress("starting the app", () =>
    startApp({ port, env, mode, logFile: mode === "production" ? logFile("app") : null }),
  );
  printTable(settings, access);
  return [app, simulator, ...vital];
}

/**
 * Runs Malipo with everything it needs until it is asked to end. Ends every process it started,
 * also when one of them dies or the start fails (then with code 1).
 */
export async function launch(mode: Mode): Promise<void> {
  const request = onEndRequested((why) => {
    console.log(`\nStopping (${why}) …`);
    void shutDown(0);
  });
  try {
    const vital = await startAll(mode);
    const dead = await Promise.race(
      vital.map(async (service) => ({ ...service, ending: await service.ended })),
    );
    // Whoever asked for the end waits for it already.
    if (request.isEnding()) return;
    console.error(`\n${dead.name} ended (${dead.ending}); stopping the rest.\n${dead.lastWords()}`);
  } catch (error) {
    if (request.isEnding()) return;
    console.error(`\n${describeProblem(error)}`);
  }
  await shutDown(1);
}
