import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "@/db/free-port";
import { migrateDatabase } from "@/db/migrate";
import { appEnvironment } from "@/scripts/launcher/app-environment";
import { ensureBuild } from "@/scripts/launcher/build";
import { withProgress } from "@/scripts/launcher/progress";
import { generateSecrets } from "@/scripts/launcher/secrets";
import { startSimulator } from "@/scripts/launcher/services";
import { Simulator } from "../support/simulator";
import { systemEnvironment } from "../support/stack";
import { AppProcess } from "./app-process";
import { DarajaTap } from "./daraja-tap";
import type { FaultProxy } from "./fault-proxy";
import type { History } from "./history";
import type { KnobSet } from "./knob-sets";
import { closeLines, openLines, pickLine, type Lines } from "./lines";
import { makeMerchants, TILL_FOR_SIMULATOR } from "./make-merchants";
import type { AppIndex, LineName } from "./plan";
import { PostgresServer } from "./postgres-server";
import { Tally } from "./tally";
import { WorldTime } from "./world-time";

export type WorldOptions = {
  /** Where logs and history go; stays after the run. */
  resultFolder: string;
  /** Where database and spool live; removed after the run. */
  dataFolder: string | undefined;
  /** Where customers come in. */
  entryPort: number | undefined;
  simulatorPort: number | undefined;
};

/** What may be changed and listened to while a world runs. */
type Switches = {
  knobs: { inForce: KnobSet | null };
  /** Called with the app that has just been handed a callback. */
  onCallback: { look: ((app: AppProcess) => void) | null };
  /** Called for every push that an app sends. */
  onPush: { look: (() => void) | null };
};

/** Everything that runs, the lines between, and what was seen on them. */
export type World = Switches & {
  /** Where everything that a run needs is kept; removed after it. */
  folder: string;
  postgres: PostgresServer;
  simulator: Simulator;
  apps: readonly [AppProcess, AppProcess];
  lineOf: (name: LineName, app: AppIndex) => FaultProxy;
  /** Where customers and merchants' servers go. */
  entryUrl: string;
  /** Secret keys of the two merchants. */
  apiKeys: readonly [string, string];
  cronSecret: string;
  /** What the apps were started with. */
  env: Record<string, string>;
  time: WorldTime;
  tally: Tally;
  tap: DarajaTap;
  history: History;
  stop: () => Promise<void>;
};

/** What must be ended, in the order in which it was started. */
type Started = (() => Promise<unknown>)[];

const urlOf = (port: number) => `http://127.0.0.1:${port}`;

function environmentOf(databaseUrl: string, appUrl: string, dataFolder: string) {
  const secrets = generateSecrets();
  const env = {
    ...appEnvironment({ outer: systemEnvironment(), secrets, databaseUrl, appUrl, dataFolder }),
    SWEEP_INTERVAL_MS: "500",
    LOG_LEVEL: "warn",
    TRUSTED_PROXY_HOPS: "1",
  };
  return { env, cronSecret: secrets.cronSecret };
}

async function startApps(
  apps: AppProcess[],
  started: Started,
  { env, lines, postgres, resultFolder }: AppOptions,
): Promise<readonly [AppProcess, AppProcess]> {
  for (const [index, { port }] of lines.databases.entries()) {
    const appEnv = { ...env, DATABASE_URL: postgres.url(port) };
    const app = await AppProcess.create(`app-${index + 1}`, appEnv, resultFolder);
    apps.push(app);
    started.push(() => app.stop());
  }
  const [first, second] = apps;
  if (first === undefined || second === undefined) throw new Error("two apps were to start");
  return [first, second];
}

type AppOptions = {
  env: Record<string, string>;
  lines: Lines;
  postgres: PostgresServer;
  resultFolder: string;
};

async function startAll(
  { resultFolder, entryPort = 0, ...options }: WorldOptions,
  history: History,
  folder: string,
  started: Started,
): Promise<Omit<World, "stop">> {
  const [tally, apps] = [new Tally(), new Array<AppProcess>()];
  const switches: Switches = {
    knobs: { inForce: null },
    onCallback: { look: null },
    onPush: { look: null },
  };
  const tap = new DarajaTap(
    tally,
    () => switches.knobs.inForce,
    () => switches.onPush.look?.(),
  );
  const postgres = await withProgress("starting Postgres, fsync on", () =>
    PostgresServer.create(join(folder, "postgres")),
  );
  started.push(() => postgres.stop());
  await migrateDatabase(postgres.url());
  const simulatorPort = options.simulatorPort ?? (await freePort());
  const lines = await openLines({
    postgresPort: postgres.port,
    simulatorPort,
    entryPort,
    apps,
    tap,
    onCallback: (app) => switches.onCallback.look?.(app),
  });
  started.push(() => closeLines(lines));
  const { env, cronSecret } = environmentOf(postgres.url(), urlOf(lines.callbacks.port), folder);
  const simulator = await startSimulator({
    port: simulatorPort,
    env: { ...env, SIMULATOR_SHORTCODES: TILL_FOR_SIMULATOR },
    logFile: join(resultFolder, "simulator.log"),
  });
  started.push(() => simulator.stop());
  const apiKeys = await withProgress("making two merchants", () =>
    makeMerchants(env, postgres.url(), urlOf(lines.daraja.port)),
  );
  await ensureBuild("a chaos run", env);
  const running = await withProgress("starting two apps", () =>
    startApps(apps, started, { env, lines, postgres, resultFolder }),
  );
  return {
    ...switches,
    ...{ folder, postgres, tally, tap, history, cronSecret, apiKeys, env },
    apps: running,
    simulator: new Simulator(urlOf(simulatorPort)),
    lineOf: (name, app) => pickLine(lines, name, app),
    entryUrl: urlOf(lines.customers.port),
    time: new WorldTime(postgres.url()),
  };
}

/** Starts Postgres, the simulator, two production apps and every line between them. */
export async function startWorld(options: WorldOptions, history: History): Promise<World> {
  const parent = options.dataFolder ?? tmpdir();
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, "malipo-chaos-"));
  const removeFolder = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", removeFolder);
  const started: Started = [];
  const stop = async () => {
    for (const end of started.splice(0).reverse()) await end();
    process.off("exit", removeFolder);
    removeFolder();
  };
  try {
    return { ...(await startAll(options, history, folder, started)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
