import { createHash } from "node:crypto";
import { openDice, type Dice } from "../support/dice";

/** Dice for one purpose: what is drawn for one thing never shifts what is drawn for another. */
export function diceFor(seed: string, ...labels: readonly (string | number)[]): Dice {
  const digest = createHash("sha256")
    .update(JSON.stringify([seed, ...labels]))
    .digest();
  return openDice(digest.readUInt32BE(0));
}
