import { judge, type Verdict } from "./judge";
import type { Lane } from "./lane";
import { labelOf, type Plan } from "./points";
import { recover, tryAgain } from "./recover";
import { travel } from "./roads";
import { Trial } from "./trial";

export type Result = {
  plan: Plan;
  isReached: boolean;
  verdict: Verdict | null;
  problem: string | null;
};

async function runTrial(lane: Lane, plan: Plan): Promise<Result> {
  const trial = new Trial(lane, plan);
  try {
    await travel(trial);
    await recover(trial);
    await tryAgain(trial);
    return { plan, isReached: trial.isReached, verdict: await judge(trial), problem: null };
  } catch (error) {
    const problem = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { plan, isReached: trial.isReached, verdict: null, problem };
  }
}

/** Runs every plan once, each lane one after another; `onResult` hears of each. */
export async function runTrials(
  lanes: readonly Lane[],
  plans: readonly Plan[],
  onResult: (result: Result) => void,
): Promise<Result[]> {
  const queue = [...plans];
  const results: Result[] = [];
  await Promise.all(
    lanes.map(async (lane) => {
      for (let plan = queue.shift(); plan !== undefined; plan = queue.shift()) {
        const result = await runTrial(lane, plan);
        results.push(result);
        onResult(result);
      }
    }),
  );
  return results;
}

const MUST_BE_ZERO = [
  "doublePrompts",
  "latePushes",
  "acknowledgedLost",
  "wrongSums",
  "leftOver",
  "stuck",
  "unexplained",
] as const satisfies (keyof Verdict)[];

/** What is wrong with a result, in words; null when nothing is. */
export function complaintOf({ plan, isReached, verdict, problem }: Result): string | null {
  const bad: string[] = [];
  if (!isReached) bad.push("never reached");
  if (problem !== null) bad.push(problem);
  for (const name of MUST_BE_ZERO) {
    const count = verdict?.[name] ?? 0;
    if (count > 0) bad.push(`${name} ${count}`);
  }
  return bad.length === 0 ? null : `${labelOf(plan)} (number ${plan.number}): ${bad.join("; ")}`;
}
