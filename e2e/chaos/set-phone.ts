import type { PromptAnswer, Simulator } from "../support/simulator";
import type { Dice } from "../support/dice";

export type Hand = PromptAnswer | "none" | "insufficient";

/** How a phone answers its prompts from now on, and how soon. */
export async function setPhone(simulator: Simulator, msisdn: string, hand: Hand, dice: Dice) {
  const answerAfterMs = dice.between(80, 1_600);
  await simulator.setSubscriber(msisdn, {
    autoAnswer: hand === "insufficient" ? "pay" : hand,
    answerAfterMs,
    balanceKes: hand === "insufficient" ? 0 : 100_000,
  });
}
