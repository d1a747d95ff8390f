import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { MerchantApi } from "@/e2e/support/api";
import type { BenchStack } from "../open-stack";
import { percentile } from "../percentiles";
import type { BenchContext, Figure, Measured, Profile } from "../profile";
import { Customers, type Asking } from "./customers";
import { openPatientDaraja } from "./patient-daraja";
import { payAtRate } from "./pay-at-rate";
import { payInBrowser } from "./pay-in-browser";
import { startPayments } from "./start-payments";

/** Who waits while others are paid: never fewer than this. */
const WAITING = 1_000;
const PAID = 500;
const PAID_WHILE_POLLING = 250;
const PAID_IN_BROWSER = 36;
const BURST = 200;
const CALLBACKS_PER_SECOND = 25;
/** As the customer's page asks. */
const TOLD = { waitSeconds: [12, 15] } as const;
/** For the last of the opened questions to arrive and the process to come to rest. */
const SETTLE_MS = 2_000;

const MEDIAN_MS = 150;
const P99_MS = 500;

/** Resident memory of a process and the processes that it started, in MB. */
function residentMb(pid: number): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
  const own = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
  const pids = children === "" ? [] : children.split(" ").map(Number);
  return own / 1_024 + pids.reduce((sum, child) => sum + residentMb(child), 0);
}

const figuresOf = (what: string, delaysMs: readonly number[]): Figure[] => [
  { name: `${what}, median`, value: percentile(delaysMs, 0.5), unit: "ms" },
  { name: `${what}, p99`, value: percentile(delaysMs, 0.99), unit: "ms" },
  { name: `${what}, slowest of ${delaysMs.length}`, value: percentile(delaysMs, 1), unit: "ms" },
];

const goalsOf = (what: string, delaysMs: readonly number[]) => [
  { name: `${what}, median`, value: percentile(delaysMs, 0.5), unit: "ms", atMost: MEDIAN_MS },
  { name: `${what}, p99`, value: percentile(delaysMs, 0.99), unit: "ms", atMost: P99_MS },
];

type Scene = {
  stack: BenchStack;
  /** Starts so many payments. */
  start: (count: number) => ReturnType<typeof startPayments>;
  /** Those who wait all the time. */
  waitingIds: readonly string[];
  scaled: (full: number) => number;
  progress: (text: string) => void;
};

/** Callback to answer while everybody asks in this way. */
async function measureAsking(scene: Scene, what: string, asking: Asking, paid: number) {
  const { stack, waitingIds, progress } = scene;
  progress(`${what}: starting ${paid} payments`);
  const payments = await scene.start(paid);
  const customers = new Customers(stack.appUrl);
  await customers.open([...waitingIds, ...payments.map(({ orderId }) => orderId)], asking);
  await sleep(SETTLE_MS);
  const memoryMb = residentMb(stack.app.pid);
  progress(`${what}: ${CALLBACKS_PER_SECOND} callbacks a second`);
  const askedBefore = customers.asked;
  const startedMs = performance.now();
  const delaysMs = await payAtRate(customers, payments, CALLBACKS_PER_SECOND);
  const questionsPerSecond =
    ((customers.asked - askedBefore) / (performance.now() - startedMs)) * 1_000;
  return { customers, delaysMs, memoryMb, questionsPerSecond };
}

async function measureHeld(scene: Scene): Promise<Measured> {
  const { stack, scaled, progress } = scene;
  const emptyMb = residentMb(stack.app.pid);
  const told = await measureAsking(scene, "told", TOLD, scaled(PAID));
  const waiting = scene.waitingIds.length;
  const { customers, delaysMs } = told;

  progress(`told: median ${percentile(delaysMs, 0.5).toFixed(0)} ms; pages in Chromium`);
  const inBrowserMs = await payInBrowser(stack.appUrl, await scene.start(scaled(PAID_IN_BROWSER)));

  progress("told: callbacks all at once");
  const burst = await scene.start(scaled(BURST));
  await customers.open(
    burst.map(({ orderId }) => orderId),
    TOLD,
  );
  await sleep(SETTLE_MS);
  const burstMs = await payAtRate(customers, burst, Infinity);
  await customers.close();
  const held = waiting + delaysMs.length;
  return {
    figures: [
      { name: "customers that wait all the time", value: waiting, unit: "" },
      { name: "callbacks", value: CALLBACKS_PER_SECOND, unit: "a second" },
      { name: "requests held at first", value: held, unit: "" },
      {
        name: "memory of the app for each held request",
        value: ((told.memoryMb - emptyMb) / held) * 1_024,
        unit: "kB",
      },
      { name: "memory of the app", value: told.memoryMb, unit: "MB" },
      { name: "told: questions", value: told.questionsPerSecond, unit: "a second" },
      { name: "told: questions that failed", value: customers.failures, unit: "" },
      ...figuresOf("told: callback to answer", delaysMs),
      ...figuresOf("told: callback to “Payment received” in Chromium", inBrowserMs),
      ...figuresOf("told, all callbacks at once", burstMs),
    ],
    goals: [
      ...goalsOf("callback to answer", delaysMs),
      ...goalsOf("callback to the page", inBrowserMs),
    ],
  };
}

async function measurePolling(scene: Scene, everyMs: number, toldMs: number): Promise<Figure[]> {
  const what = `asking every ${everyMs / 1_000} s`;
  const asked = await measureAsking(scene, what, { everyMs }, scene.scaled(PAID_WHILE_POLLING));
  await asked.customers.close();
  const medianMs = percentile(asked.delaysMs, 0.5);
  return [
    { name: `${what}: questions`, value: asked.questionsPerSecond, unit: "a second" },
    { name: `${what}: questions that failed`, value: asked.customers.failures, unit: "" },
    ...figuresOf(`${what}: callback to answer`, asked.delaysMs),
    { name: `${what}: median against told`, value: medianMs / toldMs, unit: "times" },
  ];
}

async function run({ openStack, scale, progress }: BenchContext): Promise<Measured> {
  progress("starting database and app");
  const stack = await openStack();
  const daraja = await openPatientDaraja();
  const sql = postgres(stack.databaseUrl, { max: 1, onnotice: () => undefined });
  await sql`update shortcodes set base_url = ${daraja.url}`;
  await sql.end();
  const api = new MerchantApi(stack.appUrl, stack.access.apiKey);
  const start = (count: number) => startPayments(api, daraja.pushes, count);
  const scaled = (full: number) => Math.max(1, Math.ceil(full * scale));
  progress(`starting ${scaled(WAITING)} payments that nobody answers`);
  const waitingIds = (await start(scaled(WAITING))).map(({ orderId }) => orderId);
  const scene = { stack, start, waitingIds, scaled, progress };
  const told = await measureHeld(scene);
  const toldMs = told.goals[0]?.value ?? Number.NaN;
  const everyTwo = await measurePolling(scene, 2_000, toldMs);
  const everyOne = await measurePolling(scene, 1_000, toldMs);
  await daraja.close();
  return { figures: [...told.figures, ...everyTwo, ...everyOne], goals: told.goals };
}

/** How soon a page knows that it is paid, while a thousand others wait. */
export const instant: Profile = {
  name: "instant",
  title: "From the callback's arrival to the customer's page",
  run,
};
