import { createHash } from "node:crypto";
import type { Tooth } from "./tooth";

/** `count` teeth drawn from the seed, of those that tests catch: a whole run takes minutes. */
export function drawSample(teeth: readonly Tooth[], count: number, seed: string): Tooth[] {
  const lot = ({ name }: Tooth) => createHash("sha256").update(`${seed}\0${name}`).digest("hex");
  return teeth
    .filter(({ caughtBy }) => "project" in caughtBy)
    .map((tooth) => ({ tooth, lot: lot(tooth) }))
    .sort((a, b) => (a.lot < b.lot ? -1 : 1))
    .slice(0, count)
    .map(({ tooth }) => tooth);
}
