import { setTimeout as sleep } from "node:timers/promises";
import { answerOpenPrompt } from "./come-back";
import type { Dice } from "../support/dice";
import { diceFor } from "./dice";
import { CALM } from "./knob-sets";
import type { LateMoment } from "./make-customers";
import { enter, PUSHES_END_AFTER_MS, STEP_LASTS_MS, type Run } from "./run";
import { sweepUntilStill } from "./sweep-until-still";
import type { World } from "./world";

const INVARIANTS_CHECKED_AFTER_SECONDS = 3_600;
/** Of the callbacks that never arrived, how many arrive late. */
const LATE_DELIVERY_SHARE = 0.6;
const HOUR_SECONDS = 3_600;

const STEP_NAMES = ["five minutes", "an hour", "a day", "two days"] as const;

type QuietStep = {
  /** Steps with a name bring what comes late. */
  name?: (typeof STEP_NAMES)[number];
  seconds: readonly number[];
  /** Whose phones are answered now. */
  payers?: LateMoment;
  /** Every order has expired by now. */
  isAfterExpiry?: true;
};

/**
 * How time passes in the quiet: to every moment at which the product asks again, each followed by
 * what it takes to confirm an answer, until two days are over and it asks no more.
 */
const QUIET_STEPS: readonly QuietStep[] = [
  { seconds: [32, 6, 6] },
  { seconds: [95, 6, 6] },
  { name: "five minutes", seconds: [305, 6, 6] },
  { seconds: [900, 6, 6] },
  { name: "an hour", seconds: [HOUR_SECONDS, 6, 6], payers: "after an hour" },
  { seconds: [6 * HOUR_SECONDS, 6, 6] },
  { name: "a day", seconds: [24 * HOUR_SECONDS, 6, 6], isAfterExpiry: true },
  {
    name: "two days",
    seconds: [24 * HOUR_SECONDS, 6, 6],
    isAfterExpiry: true,
    payers: "after two days",
  },
  { seconds: [HOUR_SECONDS, 6, 6] },
];

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
    const step = dice.pick(STEP_NAMES);
    byStep.set(step, [...(byStep.get(step) ?? []), id]);
  }
  return byStep;
}

/** Faults off, everything alive; the sweeper finishes while two days pass. */
export async function quiet(run: Run): Promise<void> {
  const { world, customers } = run;
  enter(run, "quiet: the sweeper finishes", QUIET_STEPS.length);
  world.knobs.inForce = null;
  await world.simulator.setFaults({ seed: run.seed, ...CALM });
  await sleep(PUSHES_END_AFTER_MS);
  const lateCallbacks = await planLateCallbacks(world, diceFor(run.seed, "late callbacks"));
  for (const step of QUIET_STEPS) {
    for (const jump of step.seconds) {
      await world.time.pass(jump);
      await sweepUntilStill(world);
    }
    await deliverLate(world, lateCallbacks.get(step.name ?? "") ?? [], step);
    for (const customer of customers) {
      if (customer.behaviour !== "pays late" || customer.paysLateAt !== step.payers) continue;
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

async function deliverLate(world: World, ids: string[], step: QuietStep): Promise<void> {
  for (const id of ids) {
    world.history.note("provider", "late callback", { checkoutRequestId: id, step: step.name });
    await world.simulator.deliver(id);
    world.tally.add("callback delivered late");
    if (step.isAfterExpiry) world.tally.add("callback delivered after the order expired");
  }
}

/** Prompts that nobody came back to end as ignored, so that the ledger is final. */
async function closeOpenPrompts(world: World): Promise<void> {
  for (const { checkoutRequestId, state } of await world.simulator.prompts()) {
    if (state === "open") await world.simulator.answer(checkoutRequestId, "ignore");
  }
}
