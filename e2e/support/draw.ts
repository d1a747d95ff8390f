import { createHash } from "node:crypto";
import { openDice, type Dice } from "./dice";

/** Opens dice for a seed; names keep the parts of a proof apart, so that one does not move another. */
export const openDraw = (...seed: string[]): Dice =>
  openDice(createHash("sha256").update(JSON.stringify(seed)).digest().readUInt32LE(0));
