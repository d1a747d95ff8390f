import { setTimeout as sleep } from "node:timers/promises";
import { inParallel } from "../support/in-parallel";
import { comeBack, comesBack } from "./come-back";
import { copyDatabase } from "./copy";
import { LATE_KNOB_SETS } from "./knob-sets";
import { enter, PUSHES_END_AFTER_MS, STEP_LASTS_MS, type Run } from "./run";
import { visit } from "./visit";
import type { World } from "./world";

/** Customers at the same time: more would only wait for each other on a small machine. */
const CUSTOMERS_AT_ONCE = 30;
const STEP_PATIENCE_MS = 5_000;
const POLL_MS = 50;

/** Customers come one after the other while the plan is carried out. */
export async function storm(run: Run): Promise<void> {
  enter(run, "payments are started", run.customers.length);
  await run.conductor.open();
  const middle = Math.floor(run.payments / 2);
  await inParallel(run.customers, CUSTOMERS_AT_ONCE, async (customer, index) => {
    await run.conductor.reach(index);
    if (index === middle && run.copyFolder !== null) copyDatabase(run, run.copyFolder);
    await visit(run.world, customer);
    run.world.tally.add(`customer ${customer.behaviour}`);
    run.phase.done += 1;
  });
  await run.conductor.settle();
}

/** Waits until the sweepers have met what the knobs bring, on a slow machine too. */
async function untilBrought(world: World, before: Map<string, number>): Promise<void> {
  const endsAtMs = performance.now() + STEP_PATIENCE_MS;
  const isBrought = () => Array.from(before).every(([kind, n]) => world.tally.of(kind) > n);
  while (!isBrought() && performance.now() < endsAtMs) await sleep(POLL_MS);
}

/** Five minutes pass in steps, each with other bad answers to questions; then customers come back. */
export async function minutesLater(run: Run): Promise<void> {
  const { world, conductor, customers } = run;
  const { refusesQuestions, stumbles, putsOff, lies, mixes } = LATE_KNOB_SETS;
  const returning = customers.filter(comesBack);
  enter(run, "five minutes pass, and customers come back", returning.length);
  await sleep(PUSHES_END_AFTER_MS);
  for (const [set, seconds] of [
    [refusesQuestions, 32],
    [stumbles, 20],
    [putsOff, 32],
    [lies, 32],
    [lies, 6],
    [mixes, 300],
  ] as const) {
    const before = new Map(set.brings.map((kind) => [kind, world.tally.of(kind)]));
    await conductor.setKnobs(set);
    await world.time.pass(seconds);
    await sleep(STEP_LASTS_MS);
    await untilBrought(world, before);
  }
  const missed = conductor.reach(Number.MAX_SAFE_INTEGER);
  await inParallel(returning, CUSTOMERS_AT_ONCE, async (customer, index) => {
    await conductor.reach(run.payments + index);
    await comeBack(world, customer);
    run.phase.done += 1;
  });
  await missed;
  await conductor.settle();
}
