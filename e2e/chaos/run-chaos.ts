import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { compareBooks, type Findings } from "./check/compare-books";
import type { Books } from "./check/books";
import { readBooks } from "./check/read-books";
import { Conductor } from "./conductor";
import {
  answerOpenPrompt,
  comeBack,
  comesBack,
  makeCustomers,
  visit,
  type Customer,
} from "./customers";
import { diceFor, type Dice } from "./dice";
import { openHistory } from "./history";
import { send } from "./http";
import { CALM, LATE_KNOB_SETS } from "./knob-sets";
import { tallyProvider } from "./observed";
import { drawPlan, type Profile } from "./plan";
import { QUIET_STEPS, sweepUntilStill } from "./quiet";
import type { Tally } from "./tally";
import { PROMPT_LIMITS } from "./make-merchants";
import { startWorld, type World, type WorldOptions } from "./world";

export type RunOptions = {
  payments: number;
  seed: string;
  profile: Profile;
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
  invariantsBroken: number;
  seconds: number;
};

/** Customers at the same time: more would only wait for each other on a small machine. */
const CUSTOMERS_AT_ONCE = 30;
/** No push is sent later than this after its claim, and no customer waits longer for its answer. */
const PUSHES_END_AFTER_MS = 11_000;
const PROGRESS_EVERY_MS = 5_000;
/** For questions and callbacks to come and go under the knobs of one step. */
const STEP_LASTS_MS = 1_500;
const INVARIANTS_CHECKED_AFTER_SECONDS = 3_600;
/** Of the callbacks that never arrived, how many arrive late. */
const LATE_DELIVERY_SHARE = 0.6;

type Run = {
  world: World;
  customers: Customer[];
  conductor: Conductor;
  options: RunOptions;
  phase: { name: string; done: number; of: number };
};

/** Works on every item, some at a time; a failure of one ends the run. */
async function forEachAtOnce<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < items.length; index = next++) {
      const item = items[index];
      if (item !== undefined) await work(item, index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
}

function enter(run: Run, name: string, of: number): void {
  run.phase = { name, done: 0, of };
  run.world.history.note("run", name);
  run.options.progress(name);
}

/** Customers come one after the other while the plan is carried out. */
async function storm(run: Run): Promise<void> {
  enter(run, "payments are started", run.customers.length);
  await run.conductor.open();
  await forEachAtOnce(run.customers, CUSTOMERS_AT_ONCE, async (customer, index) => {
    await run.conductor.reach(index);
    await visit(run.world, customer);
    run.world.tally.add(`customer ${customer.behaviour}`);
    run.phase.done += 1;
  });
  await run.conductor.settle();
}

/** Five minutes pass in steps, each with other bad answers to questions; then customers come back. */
async function minutesLater(run: Run): Promise<void> {
  const { world, conductor, customers } = run;
  const { refusesQuestions, stumbles, lies, mixes } = LATE_KNOB_SETS;
  const returning = customers.filter(comesBack);
  enter(run, "five minutes pass, and customers come back", returning.length);
  await sleep(PUSHES_END_AFTER_MS);
  for (const [set, seconds] of [
    [refusesQuestions, 32],
    [stumbles, 12],
    [lies, 50],
    [lies, 6],
    [stumbles, 6],
    [mixes, 300],
  ] as const) {
    await conductor.setKnobs(set);
    await world.time.pass(seconds);
    await sleep(STEP_LASTS_MS);
  }
  const missed = conductor.reach(Number.MAX_SAFE_INTEGER);
  await forEachAtOnce(returning, CUSTOMERS_AT_ONCE, async (customer, index) => {
    await conductor.reach(run.options.payments + index);
    await comeBack(world, customer);
    run.phase.done += 1;
  });
  await missed;
  await conductor.settle();
}

/** Checkout requests whose callback was never answered, each with the step at which it comes. */
async function planLateCallbacks(world: World, dice: Dice): Promise<Map<string, string[]>> {
  const deliveries = await world.simulator.deliveries();
  const answered = new Set(
    deliveries.filter(({ status }) => status === 200).map((d) => d.checkoutRequestId),
  );
  const unheard = new Set(deliveries.map((d) => d.checkoutRequestId));
  const byStep = new Map<string, string[]>();
  for (const id of unheard) {
    if (answered.has(id) || !dice.chance(LATE_DELIVERY_SHARE)) continue;
    const step = dice.pick(["five minutes", "an hour", "a day", "two days"]);
    byStep.set(step, [...(byStep.get(step) ?? []), id]);
  }
  return byStep;
}

/** Faults off, everything alive; the sweeper finishes while two days pass. */
async function quiet(run: Run): Promise<void> {
  const { world, customers } = run;
  enter(run, "quiet: the sweeper finishes", QUIET_STEPS.length);
  world.knobs.inForce = null;
  await world.simulator.setFaults({ seed: run.options.seed, ...CALM });
  await sleep(PUSHES_END_AFTER_MS);
  const lateCallbacks = await planLateCallbacks(world, diceFor(run.options.seed, "late callbacks"));
  for (const { name, seconds } of QUIET_STEPS) {
    for (const jump of seconds) {
      await world.time.pass(jump);
      await sweepUntilStill(world);
    }
    for (const id of lateCallbacks.get(name) ?? []) {
      world.history.note("provider", "late callback", { checkoutRequestId: id, step: name });
      await world.simulator.deliver(id);
      world.tally.add("callback delivered late");
      if (name.endsWith("day") || name.endsWith("days"))
        world.tally.add("callback delivered after the order expired");
    }
    const moment =
      name === "an hour" ? "after an hour" : name === "two days" ? "after two days" : null;
    for (const customer of customers) {
      if (customer.behaviour !== "pays late" || customer.paysLateAt !== moment) continue;
      await answerOpenPrompt(world, customer, 0);
    }
    run.phase.done += 1;
  }
  await closeOpenPrompts(world);
  await sleep(STEP_LASTS_MS);
  // Late enough for the product to check its own rules of money once more.
  await world.time.pass(INVARIANTS_CHECKED_AFTER_SECONDS);
  await sweepUntilStill(world);
}

/** Prompts that nobody came back to end as ignored, so that the ledger is final. */
async function closeOpenPrompts(world: World): Promise<void> {
  for (const { checkoutRequestId, state } of await world.simulator.prompts()) {
    if (state === "open") await world.simulator.answer(checkoutRequestId, "ignore");
  }
}

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
    run.options.progress(`${seconds} s: ${name}, ${done} of ${of}`);
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

/** One whole run of one seed: the storm, the minutes after it, the quiet, and then the checker. */
export async function runChaos(options: RunOptions): Promise<RunResult> {
  const startedMs = performance.now();
  const { seed, payments, profile, resultFolder } = options;
  const history = openHistory(join(resultFolder, "history.jsonl"));
  const world = await startWorld({ ...options.world, resultFolder }, history);
  try {
    const explicitSteps = new Set<string>();
    const run: Run = {
      world,
      customers: makeCustomers(world, seed, payments, (id) => explicitSteps.add(id)),
      conductor: new Conductor(world, drawPlan(seed, payments, profile), seed),
      options,
      phase: { name: "", done: 0, of: 0 },
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
    const seconds = (performance.now() - startedMs) / 1_000;
    return { payments, books, findings, tally: world.tally, invariantsBroken, seconds };
  } finally {
    await world.stop();
    await history.close();
  }
}
