import { createHash } from "node:crypto";

/** Everything that is drawn: the same seed and purpose draw the same, in the same order. */
export type Dice = {
  /** A whole number from 0 to `below` - 1. */
  below: (below: number) => number;
  pick: <T>(items: readonly T[]) => T;
  /** Text of `length` characters of the alphabet. */
  text: (alphabet: string, length: number) => string;
  chance: (share: number) => boolean;
};

/** A generator of its own for one purpose of a run (mulberry32 over the hash of both). */
export function rollDice(seed: string, purpose: string): Dice {
  let state = createHash("sha256").update(`${seed}/${purpose}`).digest().readUInt32LE(0);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    pick: (items) => {
      const picked = items[below(items.length)];
      if (picked === undefined) throw new Error("there is nothing to pick from");
      return picked;
    },
    text: (alphabet, length) =>
      Array.from({ length }, () => alphabet[below(alphabet.length)] ?? "").join(""),
    chance: (share) => next() < share,
  };
}
