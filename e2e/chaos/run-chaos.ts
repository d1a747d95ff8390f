import { join } from "node:path";
import { z } from "zod";
import { runRebuildCheck } from "../rebuild/run-rebuild-check";
import { compareBooks, type Findings } from "./check/compare-books";
import type { Books } from "./check/books";
import { readBooks } from "./check/read-books";
import type { Figure } from "../proofs/proof";
import { Conductor } from "./conductor";
import { judgeCopy } from "./copy";
import { makeCustomers } from "./make-customers";
import { openHistory } from "./history";
import { send } from "./http";
import { tallyProvider } from "./observed";
import { drawPlan, nameOf, type Plan, type Profile } from "./plan";
import { quiet } from "./quiet";
import type { Run } from "./run";
import { minutesLater, storm } from "./storm";
import type { Tally } from "./tally";
import { PROMPT_LIMITS } from "./make-merchants";
import { startWorld, type World, type WorldOptions } from "./world";

export type RunOptions = {
  payments: number;
  seed: string;
  profile: Profile;
  /** Whether the database is copied in the middle of the storm and the copy judged, too. */
  copies: boolean;
  world: Omit<WorldOptions, "resultFolder">;
  resultFolder: string;
  progress: (text: string) => void;
};

export type RunResult = {
  /** How many there were to be. */
  payments: number;
  books: Books;
  findings: Findings;
  tally: Tally;
  /** How many of each disturbance there were to be. */
  planned: Partial<Record<string, number>>;
  invariantsBroken: number;
  /** What was found in the copy made in the storm; empty without one. */
  copy: Figure[];
  /** By `npm run rebuild -- --check` over the database that is left. */
  rebuiltDifferently: number;
  seconds: number;
};

const PROGRESS_EVERY_MS = 5_000;

const healthShape = z.object({ invariantsBroken: z.number() });

async function readInvariants(world: World): Promise<number> {
  const answer = await send(`http://127.0.0.1:${world.apps[0].port}/api/health`, {
    timeoutMs: 10_000,
  });
  return healthShape.parse(JSON.parse(answer.text)).invariantsBroken;
}

function tellProgress(run: Run): () => void {
  const startedMs = performance.now();
  const timer = setInterval(() => {
    const { name, done, of } = run.phase;
    const seconds = Math.round((performance.now() - startedMs) / 1_000);
    run.progress(`${seconds} s: ${name}, ${done} of ${of}`);
  }, PROGRESS_EVERY_MS);
  return () => clearInterval(timer);
}

async function throughTheStorm(run: Run): Promise<void> {
  const stopTelling = tellProgress(run);
  try {
    await storm(run);
    await minutesLater(run);
    await quiet(run);
  } finally {
    stopTelling();
  }
  for (const app of run.world.apps) {
    const death = await app.diedByItself();
    if (death !== null) throw new Error(death);
  }
}

function countPlanned({ events }: Plan): Partial<Record<string, number>> {
  const planned: Partial<Record<string, number>> = {};
  for (const { disturbance } of events) {
    const name = nameOf(disturbance);
    planned[name] = (planned[name] ?? 0) + 1;
  }
  return planned;
}

/** One whole run of one seed: the storm, the minutes after it, the quiet, and then the checker. */
export async function runChaos(options: RunOptions): Promise<RunResult> {
  const startedMs = performance.now();
  const { seed, payments, profile, resultFolder } = options;
  const history = openHistory(join(resultFolder, "history.jsonl"));
  const world = await startWorld({ ...options.world, resultFolder }, history);
  try {
    const explicitSteps = new Set<string>();
    const plan = drawPlan(seed, payments, profile);
    const run: Run = {
      world,
      customers: makeCustomers(world, seed, payments, (id) => explicitSteps.add(id)),
      conductor: new Conductor(world, plan, seed),
      ...{ payments, seed },
      progress: options.progress,
      phase: { name: "", done: 0, of: 0 },
      copyFolder: options.copies ? join(world.folder, "copy") : null,
    };
    await throughTheStorm(run);
    const invariantsBroken = await readInvariants(world);
    const books = await readBooks({
      simulatorUrl: world.simulator.url,
      databaseUrl: world.postgres.url(),
      inDatabase: (at) => world.time.inDatabase(at),
      explicitSteps,
      limits: PROMPT_LIMITS,
    });
    tallyProvider(world.tally, {
      debits: await world.simulator.ledger(),
      prompts: await world.simulator.prompts(),
      deliveries: await world.simulator.deliveries(),
      queries: world.tap.queries,
    });
    const findings = compareBooks(books);
    for (const [kind, lines] of Object.entries(findings)) {
      for (const line of lines) history.note("checker", kind, { line });
    }
    const rebuilt = await runRebuildCheck({ ...world.env, DATABASE_URL: world.postgres.url() });
    if (rebuilt.differences > 0) history.note("rebuild", "differs", { output: rebuilt.output });
    const copy = run.copyFolder === null ? [] : await judgeCopy(run, run.copyFolder);
    return {
      copy,
      ...{ payments, books, findings, invariantsBroken },
      tally: world.tally,
      planned: countPlanned(plan),
      rebuiltDifferently: rebuilt.exitCode === 0 ? 0 : Math.max(1, rebuilt.differences),
      seconds: (performance.now() - startedMs) / 1_000,
    };
  } finally {
    await world.stop();
    await history.close();
  }
}
