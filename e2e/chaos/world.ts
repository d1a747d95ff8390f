import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "@/db/free-port";
import { migrateDatabase } from "@/db/migrate";
import { startOwned } from "@/db/owned-process";
import { appEnvironment } from "@/scripts/launcher/app-environment";
import { ensureBuild } from "@/scripts/launcher/build";
import { withProgress } from "@/scripts/launcher/progress";
import { generateSecrets } from "@/scripts/launcher/secrets";
import { seed, startSimulator, type Service } from "@/scripts/launcher/services";
import { Simulator } from "../support/simulator";
import { systemEnvironment } from "../support/stack";
import { AppProcess } from "./app-process";
import { DarajaTap } from "./daraja-tap";
import { FaultProxy, type Watcher } from "./fault-proxy";
import type { History } from "./history";
import type { KnobSet } from "./knob-sets";
import type { AppIndex, LineName } from "./plan";
import { PostgresServer } from "./postgres-server";
import { Tally } from "./tally";
import { withSql } from "./with-sql";
import { WorldTime } from "./world-time";

/** The limits that the checker holds the product to; those per address would only slow a run. */
export const PROMPT_LIMITS = { perPhonePer10Minutes: 3, perPhonePerDay: 8, perOrder: 5 };

/** The second merchant: a till behind a store number, beside the demo merchant's paybill. */
const TILL = { storeNumber: "600983", tillNumber: "7001122", passKey: "a pass key of the till" };

export type WorldOptions = {
  /** Where logs and history go; stays after the run. */
  resultFolder: string;
  /** Where database and spool live; removed after the run. */
  dataFolder: string | undefined;
  entryPort: number | undefined;
  simulatorPort: number | undefined;
};

/** Everything that runs, the lines between, and what was seen on them. */
export type World = {
  postgres: PostgresServer;
  simulator: Simulator;
  apps: readonly [AppProcess, AppProcess];
  lineOf: (name: LineName, app: AppIndex) => FaultProxy;
  /** Where customers and merchants' servers go. */
  entryUrl: string;
  /** Secret keys of the two merchants. */
  apiKeys: readonly [string, string];
  cronSecret: string;
  time: WorldTime;
  tally: Tally;
  tap: DarajaTap;
  history: History;
  knobs: { inForce: KnobSet | null };
  /** Called with the app that has just been handed a callback. */
  onCallback: { look: ((app: AppProcess) => void) | null };
  /** Called for every push that an app sends. */
  onPush: { look: (() => void) | null };
  stop: () => Promise<void>;
};

async function setUpTill(env: Record<string, string>, baseUrl: string): Promise<string> {
  const setup = await startOwned({
    name: "the second merchant",
    command: process.execPath,
    args: ["--import", "tsx", "scripts/setup-merchant.ts"],
    env: {
      ...env,
      NODE_ENV: "production",
      MERCHANT_NAME: "Duka la Pili",
      OWNER_EMAIL: "second@malipo.example",
      OWNER_PASSWORD: "a password for nobody",
      DARAJA_ENVIRONMENT: "simulator",
      DARAJA_BASE_URL: baseUrl,
      DARAJA_CONSUMER_KEY: "second-consumer-key",
      DARAJA_CONSUMER_SECRET: "second-consumer-secret",
      DARAJA_SHORT_CODE: TILL.storeNumber,
      DARAJA_TRANSACTION_TYPE: "till",
      DARAJA_TILL_NUMBER: TILL.tillNumber,
      DARAJA_PASS_KEY: TILL.passKey.replaceAll(" ", "-"),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [setup.child.stdout, setup.child.stderr]) {
    stream?.setEncoding("utf8").on("data", (chunk: string) => (said += chunk));
  }
  const closed = new Promise((resolve) => setup.child.once("close", resolve));
  await setup.ended;
  await closed;
  const apiKey = /API key\s+(sk_\S+)/.exec(said)?.[1];
  if (apiKey === undefined) throw new Error(`The second merchant was not made:\n${said}`);
  return apiKey;
}

/** The limits of real shortcodes for phones and orders; the rest wide. */
async function setLimits(databaseUrl: string): Promise<void> {
  const { perPhonePer10Minutes, perPhonePerDay, perOrder } = PROMPT_LIMITS;
  await withSql(
    databaseUrl,
    (sql) => sql`
      update shortcodes set attempts_per_order = ${perOrder},
        prompts_per_phone_per_10_min = ${perPhonePer10Minutes},
        prompts_per_phone_per_day = ${perPhonePerDay},
        phones_per_address_per_hour = 100000, queries_per_minute = 6000`,
  );
}

async function openLines(
  postgresPort: number,
  simulatorPort: number,
  apps: AppProcess[],
  watchers: { daraja: () => Watcher; callback: (port: number) => Watcher },
  entryPort: number,
) {
  let turn = 0;
  const inTurn = () => {
    turn += 1;
    const ports = apps.filter((app) => app.isInRotation).map(({ port }) => port);
    return [...ports.slice(turn % 2), ...ports.slice(0, turn % 2)];
  };
  const toDatabase = () => [postgresPort];
  return {
    customers: await FaultProxy.open({ name: "customers", targets: inTurn }, entryPort),
    callbacks: await FaultProxy.open({
      name: "callbacks",
      targets: inTurn,
      watch: watchers.callback,
    }),
    daraja: await FaultProxy.open({
      name: "daraja",
      targets: () => [simulatorPort],
      watch: watchers.daraja,
    }),
    databases: [
      await FaultProxy.open({ name: "database", targets: toDatabase }),
      await FaultProxy.open({ name: "database", targets: toDatabase }),
    ] as const,
  };
}

/** Starts Postgres, the simulator, two production apps and every line between them. */
export async function startWorld(options: WorldOptions, history: History): Promise<World> {
  const parent = options.dataFolder ?? tmpdir();
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, "malipo-chaos-"));
  const spool = join(folder, "spool");
  mkdirSync(spool);
  const logOf = (name: string) => join(options.resultFolder, `${name}.log`);
  const started: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const end of started.splice(0).reverse()) await end();
    rmSync(folder, { recursive: true, force: true });
  };
  const tally = new Tally();
  const knobs: World["knobs"] = { inForce: null };
  const onCallback: World["onCallback"] = { look: null };
  const onPush: World["onPush"] = { look: null };
  const tap = new DarajaTap(
    tally,
    () => knobs.inForce,
    () => onPush.look?.(),
  );
  const apps: AppProcess[] = [];
  try {
    const postgres = await withProgress("starting Postgres (fsync on)", () =>
      PostgresServer.create(join(folder, "postgres")),
    );
    started.push(() => postgres.stop());
    await migrateDatabase(postgres.url());
    const simulatorPort = options.simulatorPort ?? (await freePort());
    const lines = await openLines(
      postgres.port,
      simulatorPort,
      apps,
      {
        daraja: () => tap.watch(),
        callback: (port) => callbackWatcher(port, apps, tap, onCallback),
      },
      options.entryPort ?? 0,
    );
    for (const line of [lines.customers, lines.callbacks, lines.daraja, ...lines.databases]) {
      started.push(() => line.close());
    }
    const secrets = generateSecrets();
    const urlOf = (port: number) => `http://127.0.0.1:${port}`;
    const env = {
      ...appEnvironment({
        outer: systemEnvironment(),
        secrets,
        databaseUrl: postgres.url(),
        appUrl: urlOf(lines.callbacks.port),
      }),
      SWEEP_INTERVAL_MS: "500",
      LOG_LEVEL: "warn",
      TRUSTED_PROXY_HOPS: "1",
      CALLBACK_SPOOL: spool,
    };
    const simulatorService: Service = await startSimulator({
      port: simulatorPort,
      env: {
        ...env,
        SIMULATOR_SHORTCODES: JSON.stringify([
          {
            businessShortCode: TILL.storeNumber,
            passKey: TILL.passKey.replaceAll(" ", "-"),
            type: "till",
            tillNumber: TILL.tillNumber,
          },
        ]),
      },
      logFile: logOf("simulator"),
    });
    started.push(() => simulatorService.stop());
    const darajaUrl = urlOf(lines.daraja.port);
    const access = await withProgress("making two merchants", () =>
      seed(env, { simulatorUrl: darajaUrl, password: secrets.demoPassword }),
    );
    const secondKey = await setUpTill(env, darajaUrl);
    await setLimits(postgres.url());
    await ensureBuild("a chaos run", env);
    await withProgress("starting two apps", async () => {
      for (const [index, line] of lines.databases.entries()) {
        const appEnv = { ...env, DATABASE_URL: postgres.url(line.port) };
        const app = await AppProcess.create(`app-${index + 1}`, appEnv, options.resultFolder);
        apps.push(app);
        started.push(() => app.stop());
      }
    });
    const [first, second] = apps;
    if (first === undefined || second === undefined) throw new Error("two apps were to start");
    const entryUrl = urlOf(lines.customers.port);
    return {
      postgres,
      simulator: new Simulator(urlOf(simulatorPort)),
      apps: [first, second],
      lineOf: (name, app) => (name === "database" ? lines.databases[app] : lines[name]),
      entryUrl,
      apiKeys: [access.apiKey, secondKey],
      cronSecret: secrets.cronSecret,
      time: new WorldTime(postgres.url()),
      tally,
      tap,
      history,
      knobs,
      onCallback,
      onPush,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Tells the tap of a callback, and whoever wants to know which app was handed it. */
function callbackWatcher(
  port: number,
  apps: AppProcess[],
  tap: DarajaTap,
  onCallback: World["onCallback"],
): Watcher {
  let isTold = false;
  return {
    there: (chunk) => {
      if (isTold) return;
      const token = /^POST \/api\/callbacks\/([A-Za-z0-9_-]+)/.exec(chunk.toString("latin1"))?.[1];
      if (token === undefined) return;
      isTold = true;
      tap.callbackFor(token);
      const app = apps.find((one) => one.port === port);
      if (app !== undefined) onCallback.look?.(app);
    },
  };
}
