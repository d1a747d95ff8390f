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

/** The proofs at their full, published size; hours on a small machine. */
export function longSteps(reports: string): Step[] {
  const chaos = CHAOS_SEEDS.map((seed) =>
    reported(`chaos-${seed}`, `chaos, seed ${seed}`, 40, reports, [
      ...["scripts/chaos.ts", "--payments", String(PAYMENTS_A_SEED)],
      ...["--seed", seed, "--profile", "long"],
    ]),
  );
  return [
    ...chaos,
    reported("proofs", "proofs", 120, reports, ["scripts/proof.ts", "--scale", "1"]),
    reported("teeth", "teeth", 60, reports, ["scripts/teeth.ts"]),
    {
      name: "mutation",
      title: "mutation",
      programs: [["--import", "tsx", "scripts/mutation.ts"]],
      limitMs: 120 * MINUTE_MS,
      report: null,
    },
  ];
}
