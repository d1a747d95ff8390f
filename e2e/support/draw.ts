import { createHash } from "node:crypto";

/** Dice that fall the same way for the same seed. */
export type Draw = {
  /** A whole number from 0 up to, not including, `end`. */
  upTo: (end: number) => number;
  /** A whole number, both ends included. */
  between: (least: number, most: number) => number;
  pick: <const T>(items: readonly [T, ...T[]]) => T;
};

/** Opens dice for a seed; names keep the parts of a proof apart, so that one does not move another. */
export function openDraw(...seed: string[]): Draw {
  let state = createHash("sha256").update(JSON.stringify(seed)).digest().readUInt32LE();
  // mulberry32: small, and good enough to choose with.
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const upTo = (end: number) => Math.floor(next() * end);
  return {
    upTo,
    between: (least, most) => least + upTo(most - least + 1),
    pick: (items) => items[upTo(items.length)] ?? items[0],
  };
}
