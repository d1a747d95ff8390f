import type { Stack } from "../support/stack";

/** One line of a proof's table. */
export type Figure = {
  name: string;
  value: number;
  unit?: string;
  /** What it must be; a figure without one is told and judges nothing. */
  must?: { be: number } | { beAtLeast: number } | { beAtMost: number };
};

export type ProofContext = {
  /** Database, simulator and one app; started at first use, shared by the proofs of a run. */
  stack: () => Promise<Stack>;
  /** What the full figures are multiplied with: 1 is the published size, CI takes a twentieth. */
  scale: number;
  /** Whatever is drawn is drawn from this, so that a failure can be run again. */
  seed: string;
  /** Tells whoever waits how far it is. */
  progress: (text: string) => void;
};

export type Proof = {
  /** What the command line calls it. */
  name: string;
  title: string;
  run: (context: ProofContext) => Promise<Figure[]>;
};

/** Whether a figure is what it must be. */
export function holds({ value, must }: Figure): boolean {
  if (must === undefined) return true;
  if ("be" in must) return value === must.be;
  return "beAtLeast" in must ? value >= must.beAtLeast : value <= must.beAtMost;
}

/** A full size scaled down, never to nothing. */
export const scaled = (full: number, { scale }: Pick<ProofContext, "scale">): number =>
  Math.max(1, Math.ceil(full * scale));
