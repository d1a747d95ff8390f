import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { startEmbeddedPostgres } from "@/db/embedded";
import { migrateDatabase } from "@/db/migrate";
import { parseEnv } from "@/lib/env";
import { openRuntime, type Runtime } from "@/lib/runtime";
import { countTakings } from "@/lib/takings/count-takings";
import { findTakingsDifferences } from "@/lib/takings/find-differences";
import { appEnvironment } from "@/scripts/launcher/app-environment";
import { generateSecrets } from "@/scripts/launcher/secrets";
import { percentile } from "../percentiles";
import type { BenchContext, Figure, Goal, Measured, Profile } from "../profile";
import { explain } from "./explain";
import { fill } from "./fill";
import { ask, QUERIES, type Query, type Sample } from "./queries";

const SMALL = 10_000;
const LARGE = 1_000_000;
/** Each query is asked so often, in turn with the others, so that all of them see the same machine. */
const ROUNDS = 100;
const WARM_UP_ROUNDS = 5;

const GOAL_MS = { list: 20, chart: 100 } as const;
/** What a hundred times as many rows may cost a list. */
const GOAL_GROWTH = 1.5;

type Times = Map<string, number[]>;

/** Asks every query once for each of some samples and answers how long each took, in milliseconds. */
async function time(runtime: Runtime, samples: readonly Sample[], rounds: number): Promise<Times> {
  const times: Times = new Map(QUERIES.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const query of QUERIES) {
      const sample = samples[(round * 37) % samples.length];
      if (!sample) throw new Error("there is nothing to ask for");
      const startedMs = performance.now();
      await ask(runtime, query, sample);
      times.get(query.name)?.push(performance.now() - startedMs);
    }
  }
  return times;
}

/** Says how Postgres carries out what was too slow. */
async function tellSlow(runtime: Runtime, times: Times, sample: Sample): Promise<void> {
  for (const query of QUERIES) {
    if (percentile(times.get(query.name) ?? [], 0.95) <= GOAL_MS[query.kind]) continue;
    const work = () => ask(runtime, query, sample);
    const plan = await explain(runtime.env.DATABASE_URL, sample.merchantId, work);
    console.log(`\n${query.name}, too slow:\n${plan}\n`);
  }
}

/** Fills a database of its own with so many orders and measures every query. */
async function measure(total: number, progress: (text: string) => void) {
  const folder = mkdtempSync(join(tmpdir(), "malipo-bench-"));
  const server = await startEmbeddedPostgres({ folder, isDurable: false });
  const sql = postgres(server.url, { max: 1, onnotice: () => undefined });
  await migrateDatabase(server.url);
  const env = appEnvironment({
    outer: { LOG_LEVEL: "warn" },
    secrets: generateSecrets(),
    databaseUrl: server.url,
    appUrl: "http://localhost:1",
    dataFolder: folder,
  });
  const runtime = openRuntime(parseEnv(env));
  try {
    const samples = await fill(runtime, sql, total, progress);
    const startedMs = performance.now();
    await countTakings(runtime);
    const countMs = performance.now() - startedMs;
    const differences = await findTakingsDifferences(runtime);
    if (differences.length > 0)
      throw new Error(`${differences.length} days differ from their rows`);
    progress("every day's summary is what its rows come to; asking");
    await time(runtime, samples, WARM_UP_ROUNDS);
    const times = await time(runtime, samples, ROUNDS);
    // In the middle: a plan that walks from either end shows what it costs.
    const sample = samples[Math.floor(samples.length / 2)];
    if (sample) await tellSlow(runtime, times, sample);
    return { times, countMs };
  } finally {
    await runtime.close();
    await sql.end({ timeout: 5 });
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const size = (total: number) =>
  total >= 1_000_000 ? `${total / 1_000_000}M` : `${total / 1_000}k`;

function figuresOf(query: Query, total: number, times: Times): Figure[] {
  const ms = times.get(query.name) ?? [];
  return [0.5, 0.95].map((share) => ({
    name: `${query.name}, ${size(total)}, p${share * 100}`,
    value: percentile(ms, share),
    unit: "ms",
  }));
}

function goalsOf(query: Query, small: Times, large: Times): Goal[] {
  const p95 = (times: Times) => percentile(times.get(query.name) ?? [], 0.95);
  const name = `${query.name}, p95`;
  const slow: Goal = { name, value: p95(large), unit: "ms", atMost: GOAL_MS[query.kind] };
  if (query.kind === "chart") return [slow];
  const growth = p95(large) / p95(small);
  return [slow, { name: `${name}, growth`, value: growth, unit: "×", atMost: GOAL_GROWTH }];
}

async function run({ scale, progress }: BenchContext): Promise<Measured> {
  const total = Math.max(SMALL, Math.round(LARGE * scale));
  progress(`filling ${SMALL.toLocaleString("en-KE")} orders`);
  const small = await measure(SMALL, progress);
  progress(`filling ${total.toLocaleString("en-KE")} orders`);
  const large = await measure(total, progress);
  return {
    figures: [
      { name: `counting every day, ${size(SMALL)}`, value: small.countMs, unit: "ms" },
      { name: `counting every day, ${size(total)}`, value: large.countMs, unit: "ms" },
      ...QUERIES.flatMap((query) => [
        ...figuresOf(query, SMALL, small.times),
        ...figuresOf(query, total, large.times),
      ]),
    ],
    goals: QUERIES.flatMap((query) => goalsOf(query, small.times, large.times)),
  };
}

/** The dashboard's questions over a million orders of twenty merchants, beside ten thousand. */
export const dashboard: Profile = {
  name: "dashboard",
  title: "Lists, searches and charts of the dashboard, at ten thousand orders and at a million",
  run,
};
