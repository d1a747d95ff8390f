import type { BenchStack, BenchStackOptions } from "./open-stack";

/** One thing that was measured. */
export type Figure = { name: string; value: number; unit: string };

/** What a figure has to be; exactly one of the two bounds. */
export type Goal = { name: string; value: number; unit: string } & (
  { atMost: number } | { atLeast: number }
);

/** What one run of a profile measured. */
export type Measured = { figures: Figure[]; goals: Goal[] };

export type BenchContext = {
  /** Starts a production app over a database and a simulator of its own; it ends with the run. */
  openStack: (options?: BenchStackOptions) => Promise<BenchStack>;
  /** What the full size is multiplied with: 1 is the published one. */
  scale: number;
  /** Tells whoever waits how far it is. */
  progress: (text: string) => void;
};

/** Something that `npm run bench` can measure. */
export type Profile = {
  /** What the command line calls it, and the name of its result file. */
  name: string;
  title: string;
  run: (context: BenchContext) => Promise<Measured>;
};

/** Whether a goal is met. */
export const isMet = (goal: Goal): boolean =>
  "atMost" in goal ? goal.value <= goal.atMost : goal.value >= goal.atLeast;
