import { scaled, type Figure } from "../proofs/proof";
import { failureBody, successBody } from "./bodies";
import { isPaidOnce, readBooks } from "./books";
import type { Dice } from "../support/dice";
import { rollDice } from "./dice";
import type { Door } from "./doors";
import { deliverGenuine, type Genuine } from "./genuine";
import type { HostileWorld } from "./hostile-world";
import { noAnswers, postCallback, type Answers } from "./post-callback";

const FULL_FLOOD = 6_000;
/** Fewer would hide nothing: up to a hundred facts of an attempt are always read. */
const LEAST_FLOOD = 400;
const MEASURED = 40;
const LONGEST_MS = 5_000;
/** Safaricom waits some seconds for an answer; a flood must leave most of that. */
const TYPICAL_MS = 1_000;

async function timed(work: () => Promise<void>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

/** Junk, results about other pushes, and results of this one that decide nothing. */
function floodBody(dice: Dice, door: Door, number: number): string {
  const checkoutRequestId = `ws_CO_25112026${String(number).padStart(10, "0")}`;
  const share = dice.below(10);
  if (share < 5) return successBody(door, { checkoutRequestId });
  if (share < 7) return failureBody({ ...door, checkoutRequestId }, 1032, "Flood");
  if (share < 8) return failureBody(door, 4999, `Still under way ${number}`);
  return `junk ${number}`;
}

/**
 * A flood under one right token: a genuine failure in the middle of it stays in sight, each callback
 * is answered in bounded time, and the genuine success at its end pays.
 */
export async function proveFlood(
  world: HostileWorld,
  tally: { genuine: Genuine; answers: Answers },
): Promise<Figure[]> {
  const { sql, context } = world;
  const dice = rollDice(context.seed, "flood");
  const [door] = await world.openDoors(1);
  if (door === undefined) throw new Error("there is no door for the flood");
  const size = Math.max(LEAST_FLOOD, scaled(FULL_FLOOD, context));
  context.progress(`a flood of ${size} callbacks under one token`);
  const answers = noAnswers();
  let number = 0;
  const flood = async (count: number) => {
    for (let sent = 0; sent < count; sent += 1) {
      number += 1;
      await postCallback(answers, door.url, floodBody(dice, door, number));
    }
  };
  const quarter = Math.floor((size - 2 * MEASURED) / 4);
  const atStartMs = (await timed(() => flood(MEASURED))) / MEASURED;
  await flood(quarter);
  await postCallback(answers, door.url, failureBody(door, 1032, "Request cancelled by user."));
  await flood(size - 2 * MEASURED - 2 * quarter);
  const atEndMs = (await timed(() => flood(MEASURED))) / MEASURED;
  const waiting = await readBooks(sql, door.orderId);
  await deliverGenuine(world, door, tally);
  const paid = await readBooks(sql, door.orderId);
  await flood(quarter);
  const after = await readBooks(sql, door.orderId);
  const told = (isTrue: boolean) => (isTrue ? 1 : 0);
  return [
    { name: "a flood under one right token", value: number },
    { name: "  answered otherwise than 200", value: answers.odd, must: { be: 0 } },
    {
      name: "  slowest answer",
      value: answers.slowestMs,
      unit: "ms",
      must: { beAtMost: LONGEST_MS },
    },
    { name: "  mean answer at its start", value: atStartMs, unit: "ms" },
    {
      name: "  mean answer at its end",
      value: atEndMs,
      unit: "ms",
      must: { beAtMost: TYPICAL_MS },
    },
    {
      name: "  the genuine failure amid it was seen",
      value: told(waiting.outcomes.join() === "failed"),
      must: { be: 1 },
    },
    {
      name: "  and is remembered when the success comes",
      value: told(paid.flags.includes("after_failure")),
      must: { be: 1 },
    },
    {
      name: "  what follows changes no sum",
      value: told(isPaidOnce(after, door)),
      must: { be: 1 },
    },
    { name: "  rows of evidence left unapplied", value: after.unapplied, must: { be: 0 } },
  ];
}
