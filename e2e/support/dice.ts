/** Everything that is drawn at random: the same start draws the same, in the same order. */
export type Dice = {
  /** In [0, 1). */
  next: () => number;
  /** A whole number from 0 to `end` - 1. */
  below: (end: number) => number;
  /** A whole number, both ends included. */
  between: (least: number, most: number) => number;
  chance: (probability: number) => boolean;
  /** One of the items; throws when there are none. */
  pick: <const T>(items: readonly T[]) => T;
  shuffle: <T>(items: readonly T[]) => T[];
  /** Text of `length` characters of the alphabet. */
  text: (alphabet: string, length: number) => string;
};

/** Dice from a 32-bit start (mulberry32: small, and good enough to choose with). */
export function openDice(start: number): Dice {
  let state = start;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (end: number) => Math.floor(next() * end);
  return {
    next,
    below,
    between: (least, most) => least + below(most - least + 1),
    chance: (probability) => next() < probability,
    pick: (items) => {
      const picked = items[below(items.length)];
      if (picked === undefined) throw new Error("there is nothing to pick from");
      return picked;
    },
    shuffle: (items) => {
      const rest = [...items];
      return items.flatMap(() => rest.splice(below(rest.length), 1));
    },
    text: (alphabet, length) =>
      Array.from({ length }, () => alphabet[below(alphabet.length)] ?? "").join(""),
  };
}
