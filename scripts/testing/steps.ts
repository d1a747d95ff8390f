import { join } from "node:path";
import { readPlaywrightReport, readProofReport, readVitestReport, type Counts } from "./reports";

const MINUTE_MS = 60_000;

export type Step = {
  /** What `--only` calls it. */
  name: string;
  title: string;
  /** Node programs run one after the other; the first failure ends the step. */
  programs: readonly (readonly string[])[];
  limitMs: number;
  report: { file: string; read: (value: unknown) => Counts } | null;
  env?: Record<string, string>;
};

const NEXT = "node_modules/next/dist/bin/next";
const VITEST = "node_modules/vitest/vitest.mjs";

function vitestStep(name: string, title: string, project: string, reports: string): Step {
  const file = join(reports, `${name}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  return {
    name,
    title,
    programs: [[VITEST, "run", "--project", project, ...reporters]],
    limitMs: 5 * MINUTE_MS,
    report: { file, read: readVitestReport },
  };
}

function storyStep(reports: string): Step {
  const file = join(reports, "e2e.json");
  return {
    name: "e2e",
    title: "browser stories",
    programs: [["node_modules/@playwright/test/cli.js", "test", "--reporter=list,json"]],
    limitMs: 15 * MINUTE_MS,
    report: { file, read: readPlaywrightReport },
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: file },
  };
}

/** The proofs at a twentieth of their size. */
function proofStep(reports: string): Step {
  const file = join(reports, "proofs.json");
  const args = ["--scale", "0.05", "--report", file];
  return {
    name: "proofs",
    title: "proofs",
    programs: [["--import", "tsx", "scripts/proof.ts", ...args]],
    limitMs: 15 * MINUTE_MS,
    report: { file, read: readProofReport },
  };
}

/** A few of the bugs that `npm run teeth` plants, others each time; their seed is printed. */
function teethStep(reports: string): Step {
  const file = join(reports, "teeth.json");
  return {
    name: "teeth",
    title: "planted bugs",
    programs: [["--import", "tsx", "scripts/teeth.ts", "--sample", "4", "--report", file]],
    limitMs: 5 * MINUTE_MS,
    report: { file, read: readProofReport },
  };
}

/** Payments while everything breaks: two seeds, the same in every run. */
function chaosStep(reports: string): Step {
  const file = join(reports, "chaos.json");
  const args = [
    "--payments",
    "250",
    "--seed",
    "ci-1",
    "--seed",
    "ci-2",
    "--copy",
    "--report",
    file,
  ];
  return {
    name: "chaos",
    title: "chaos",
    programs: [["--import", "tsx", "scripts/chaos.ts", ...args]],
    limitMs: 15 * MINUTE_MS,
    report: { file, read: readProofReport },
  };
}

/** A step whose programs are the test. */
const check = (name: string, title: string, ...programs: (readonly string[])[]): Step => ({
  name,
  title,
  programs,
  limitMs: 5 * MINUTE_MS,
  report: null,
});

/** Everything CI needs, the quick parts first; reports are written to the folder `reports`. */
export function allSteps(reports: string): Step[] {
  const tsc = ["node_modules/typescript/bin/tsc", "--noEmit"];
  return [
    check("format", "format", ["node_modules/prettier/bin/prettier.cjs", "--check", "."]),
    // A fresh clone has no route types yet.
    check("types", "types", [NEXT, "typegen"], tsc),
    check("lint", "lint", ["node_modules/eslint/bin/eslint.js", "--max-warnings", "0", "."]),
    check("dead-code", "dead code", ["node_modules/knip/bin/knip.js"]),
    vitestStep("unit", "unit tests", "unit", reports),
    vitestStep("database", "database tests", "database", reports),
    storyStep(reports),
    proofStep(reports),
    teethStep(reports),
    chaosStep(reports),
  ];
}
