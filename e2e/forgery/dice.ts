import { createHash } from "node:crypto";
import { openDice, type Dice } from "../support/dice";

/** Dice of its own for one purpose of a run. */
export const rollDice = (seed: string, purpose: string): Dice =>
  openDice(createHash("sha256").update(`${seed}/${purpose}`).digest().readUInt32LE(0));
