import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { get } from "node:http";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { startOwned, type OwnedProcess } from "@/db/owned-process";
import { DEMO_MERCHANT_NAME, DEMO_PASS_KEY, DEMO_SHORT_CODE } from "@/lib/merchants/demo-merchant";
import { NEXT_PROGRAM } from "./build";
import { LauncherProblem } from "./problem";

const READY_TIMEOUT_MS = 90_000;
const POLL_MS = 100;
const LOG_TAIL_CHARS = 3_000;

type ServiceOptions = {
  name: string;
  args: readonly string[];
  env: Record<string, string>;
  mode: "production" | "development";
  /** Where its output goes; null for this terminal. */
  logFile: string | null;
  /** Answers 200 once it is ready. */
  readyUrl: string;
};

export type Service = OwnedProcess & {
  /** The end of what it said, for a message about its death. */
  lastWords(): string;
};

/** Over a connection of its own: one that is kept alive would hold up the other side's end. */
function isReady(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const question = get(url, { agent: false, timeout: READY_TIMEOUT_MS }, (answer) => {
      answer.resume();
      answer.once("close", () => resolve(answer.statusCode === 200));
    });
    question.once("timeout", () => question.destroy());
    question.once("error", () => resolve(false));
  });
}

/** Starts a Node program and waits until it answers. Throws LauncherProblem if it does not. */
async function startService(options: ServiceOptions): Promise<Service> {
  const { name, logFile, readyUrl } = options;
  if (logFile !== null) mkdirSync(dirname(logFile), { recursive: true });
  const log = logFile === null ? null : openSync(logFile, "w", 0o600);
  const service = await startOwned({
    name,
    command: process.execPath,
    args: options.args,
    env: { ...options.env, NODE_ENV: options.mode, NEXT_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", log ?? "inherit", log ?? "inherit"],
  });
  if (log !== null) closeSync(log);
  const lastWords = () =>
    logFile === null ? "" : readFileSync(logFile, "utf8").slice(-LOG_TAIL_CHARS).trim();
  const endsAtMs = performance.now() + READY_TIMEOUT_MS;
  while (!(await isReady(readyUrl))) {
    if (service.hasEnded()) {
      throw new LauncherProblem(`${name} ended (${await service.ended}):\n${lastWords()}`);
    }
    if (performance.now() > endsAtMs) {
      await service.stop();
      throw new LauncherProblem(`${name} does not answer at ${readyUrl}:\n${lastWords()}`);
    }
    await sleep(POLL_MS);
  }
  return { ...service, lastWords };
}

/** What the simulator knows of the demo merchant: prompts name the shop, as the page says they do. */
const DEMO_SHORTCODE = {
  businessShortCode: DEMO_SHORT_CODE,
  passKey: DEMO_PASS_KEY,
  type: "paybill",
  businessName: DEMO_MERCHANT_NAME.toUpperCase(),
};

/** Starts the local Safaricom on a port of this machine. */
export function startSimulator(options: {
  port: number;
  env: Record<string, string>;
  logFile: string | null;
}): Promise<Service> {
  return startService({
    name: "The simulator",
    args: ["--import", "tsx", "simulator/main.ts"],
    env: {
      SIMULATOR_SHORTCODES: JSON.stringify([DEMO_SHORTCODE]),
      ...options.env,
      SIMULATOR_PORT: String(options.port),
    },
    mode: "production",
    logFile: options.logFile,
    readyUrl: `http://127.0.0.1:${options.port}/_sim/ledger`,
  });
}

/** Starts the app, its production build or the development server, and waits for its health. */
export function startApp(options: {
  port: number;
  env: Record<string, string>;
  mode: "production" | "development";
  logFile: string | null;
}): Promise<Service> {
  const command = options.mode === "production" ? "start" : "dev";
  return startService({
    name: "The app",
    // Not through npx: a signal would reach npm alone.
    args: [NEXT_PROGRAM, command, "-p", String(options.port)],
    env: { ...options.env, PORT: String(options.port) },
    mode: options.mode,
    logFile: options.logFile,
    readyUrl: `http://127.0.0.1:${options.port}/api/health`,
  });
}

const accessShape = z.object({
  merchantName: z.string(),
  email: z.string(),
  password: z.string(),
  apiKey: z.string(),
  signingSecret: z.string(),
});

/** How to get in as the demo merchant. */
export type DemoAccess = z.infer<typeof accessShape>;

/** Seeds the demo merchant in a process of its own (scripts/seed.ts). */
export async function seed(
  env: Record<string, string>,
  options: { simulatorUrl: string; apiKey?: string | undefined; password: string },
): Promise<DemoAccess> {
  const seeder = await startOwned({
    name: "the seed",
    command: process.execPath,
    args: ["--import", "tsx", "scripts/seed.ts"],
    env: { ...env, NODE_ENV: "production" },
    stdio: ["pipe", "pipe", "pipe"],
  });
  const { stdin, stdout, stderr } = seeder.child;
  const output = { text: "", errors: "" };
  stdout?.setEncoding("utf8").on("data", (chunk: string) => (output.text += chunk));
  stderr?.setEncoding("utf8").on("data", (chunk: string) => (output.errors += chunk));
  stdin?.end(JSON.stringify(options));
  const closed = new Promise((resolve) => seeder.child.once("close", resolve));
  const ending = await seeder.ended;
  await closed;
  if (ending !== "code 0") {
    throw new LauncherProblem(`Seeding failed (${ending}):\n${output.errors}${output.text}`);
  }
  return accessShape.parse(JSON.parse(output.text));
}
