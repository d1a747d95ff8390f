import { join } from "node:path";
import { readProofReport } from "./reports";
import type { Step } from "./steps";

const MINUTE_MS = 60_000;
const CHAOS_SEEDS = ["1", "2", "3", "4", "5"];
const PAYMENTS_A_SEED = 2_000;

function reported(
  name: string,
  title: string,
  limitMinutes: number,
  reports: string,
  args: readonly string[],
): Step {
  const file = join(reports, `${name}.json`);
  return {
    name,
    title,
    programs: [["--import", "tsx", ...args, "--report", file]],
    limitMs: limitMinutes * MINUTE_MS,
    report: { file, read: readProofReport },
  };
}

/** A program that is a test by its exit code. */
const program = (
  name: string,
  title: string,
  limitMinutes: number,
  args: readonly string[],
): Step => ({
  name,
  title,
  programs: [["--import", "tsx", ...args]],
  limitMs: limitMinutes * MINUTE_MS,
  report: null,
});

/** The proofs at their full, published size; hours on a small machine. */
export function longSteps(reports: string): Step[] {
  return [
    program("core", "the core, every state", 60, ["scripts/prove-core.ts"]),
    reported("chaos", "chaos", 200, reports, [
      ...["scripts/chaos.ts", "--payments", String(PAYMENTS_A_SEED), "--profile", "long", "--copy"],
      ...CHAOS_SEEDS.flatMap((seed) => ["--seed", seed]),
    ]),
    reported("proofs", "proofs", 120, reports, ["scripts/proof.ts", "--scale", "1"]),
    reported("teeth", "teeth", 180, reports, ["scripts/teeth.ts"]),
    program("mutation", "mutation", 180, ["scripts/mutation.ts"]),
  ];
}
