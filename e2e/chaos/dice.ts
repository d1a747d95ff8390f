import { createHash } from "node:crypto";

/** A small seeded generator: the same seed and labels give the same numbers on every machine. */
export type Dice = {
  /** In [0, 1). */
  next(): number;
  /** A whole number, both ends included. */
  between(from: number, to: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly [T, ...T[]]): T;
  shuffle<T>(list: readonly T[]): T[];
};

/** Dice for one purpose: what is drawn for one thing never shifts what is drawn for another. */
export function diceFor(seed: string, ...labels: readonly (string | number)[]): Dice {
  let state = createHash("sha256")
    .update(JSON.stringify([seed, ...labels]))
    .digest()
    .readUInt32BE(0);
  const next = () => {
    // mulberry32
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    between,
    chance: (probability) => next() < probability,
    pick: (list) => list[between(0, list.length - 1)] ?? list[0],
    shuffle: (list) => {
      const rest = [...list];
      return list.flatMap(() => rest.splice(between(0, rest.length - 1), 1));
    },
  };
}
