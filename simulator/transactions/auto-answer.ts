import { draw, drawMs } from "../faults/draw";
import type { AutoAnswerWeights, MsRange } from "../faults/knobs";
import { subscriberOf } from "../subscribers/subscriber";
import type { World } from "../world";
import type { PromptAction } from "./settle";
import type { Transaction } from "./transaction";

const DEFAULT_ANSWER_DELAY_MS: MsRange = [1_000, 2_000];
const FULL = 1 - 1e-9; // weights such as 0.7 + 0.2 + 0.1 sum to a little less than 1

/** An answer nobody types, and when it comes. */
export interface AutoAnswerPlan {
  readonly action: PromptAction;
  readonly afterMs: number;
}

/**
 * What the subscriber's settings, else the weights, answer to this prompt; null leaves it to a
 * person. Ignoring without a time of its own also is null: the prompt's own end is the answer.
 */
export function planAnswer(world: World, transaction: Transaction): AutoAnswerPlan | null {
  const action = chooseAction(world, transaction);
  if (action === null) return null;
  const { answerAfterMs } = subscriberOf(world, transaction.msisdn);
  if (answerAfterMs !== null) return { action, afterMs: answerAfterMs };
  if (action === "ignore") return null;
  const range = world.faults.answerDelayMs ?? DEFAULT_ANSWER_DELAY_MS;
  return { action, afterMs: drawMs(world, "answerDelayMs", range, transaction.accountReference) };
}

function chooseAction(world: World, transaction: Transaction): PromptAction | null {
  const { autoAnswer } = subscriberOf(world, transaction.msisdn);
  if (autoAnswer !== null) return autoAnswer === "none" ? null : autoAnswer;
  const weights = world.faults.autoAnswer;
  if (!weights) return null;
  return byWeight(weights, draw(world, "autoAnswer", transaction.accountReference));
}

function byWeight(weights: AutoAnswerWeights, at: number): PromptAction | null {
  const choices: readonly (readonly [PromptAction, number])[] = [
    ["pay", weights.pay],
    ["cancel", weights.cancel],
    ["wrong_pin", weights.wrongPin],
    ["ignore", weights.ignore],
    ["insufficient", weights.insufficient],
  ];
  let reached = 0;
  let last: PromptAction | null = null;
  for (const [action, weight] of choices) {
    if (weight === 0) continue;
    reached += weight;
    last = action;
    if (at < reached) return action;
  }
  return reached >= FULL ? last : null;
}
