import { createHash } from "node:crypto";
import type { World } from "../world";
import type { MsRange } from "./knobs";

const DRAW_BYTES = 6; // 48 bits fit a double exactly

/** The bytes that stand for these parts: the same parts, the same bytes, whatever came before. */
export function hashOf(...parts: readonly (string | number)[]): Buffer {
  return createHash("sha256").update(JSON.stringify(parts)).digest();
}

/** The seed in force: the knob, or the world's own until a knob sets one. */
export function seedOf(world: World): string | number {
  return world.faults.seed ?? world.defaultSeed;
}

/** Counts up from 1 for each key. */
export function nextCount(counts: Map<string, number>, ...key: readonly string[]): number {
  const name = JSON.stringify(key);
  const count = (counts.get(name) ?? 0) + 1;
  counts.set(name, count);
  return count;
}

/**
 * A number in [0, 1) from seed, knob, account reference and how often this knob was drawn for this
 * reference (contract): the order in which references arrive changes nothing.
 */
export function draw(world: World, knob: string, reference: string): number {
  const count = nextCount(world.drawCounts, knob, reference);
  const bytes = hashOf(seedOf(world), knob, reference, count);
  return bytes.readUIntBE(0, DRAW_BYTES) / 2 ** (8 * DRAW_BYTES);
}

/** Whether a knob with this rate strikes now. An unset or zero knob is not drawn. */
export function strikes(
  world: World,
  knob: string,
  rate: number | undefined,
  reference: string,
): boolean {
  if (!rate) return false;
  return draw(world, knob, reference) < rate;
}

/** A whole number of milliseconds out of the range; 0 when the knob is unset. */
export function drawMs(
  world: World,
  knob: string,
  range: MsRange | undefined,
  reference: string,
): number {
  if (!range) return 0;
  const [min, max] = range;
  return Math.round(min + draw(world, knob, reference) * (max - min));
}
