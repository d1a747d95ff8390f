import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, release, totalmem, type } from "node:os";
import { join } from "node:path";
import { isMet, type Goal, type Measured } from "./profile";

const FOLDER = "bench/results";

/** What stands in `bench/results/PROFILE.json`. */
export type Result = {
  machine: string;
  commit: string;
  figures: { name: string; value: number; unit: string }[];
  goals: { name: string; value: number; goal: number; met: boolean }[];
};

/** The machine in one line: absolute figures mean nothing without it. */
function describeMachine(): string {
  const processors = cpus();
  const memoryGib = Math.round(totalmem() / 2 ** 30);
  const model = processors[0]?.model.trim() ?? "unknown processor";
  return `${processors.length} × ${model}, ${memoryGib} GiB, ${type()} ${release()}, Node ${process.version}`;
}

/** The commit that was measured, with a plus where files differ from it. */
function describeCommit(): string {
  const git = (...args: string[]) => execFileSync("git", args, { encoding: "utf8" }).trim();
  try {
    const isChanged = git("status", "--porcelain", "--untracked-files=no") !== "";
    return `${git("rev-parse", "HEAD")}${isChanged ? "+" : ""}`;
  } catch {
    // Unpacked from an archive: then nobody knows.
    return "unknown";
  }
}

const goalOf = (goal: Goal): number => ("atMost" in goal ? goal.atMost : goal.atLeast);

/** The result as it is written down. Pure. */
export function toResult(measured: Measured, machine: string, commit: string): Result {
  return {
    machine,
    commit,
    figures: measured.figures.map(({ name, value, unit }) => ({ name, value, unit })),
    goals: measured.goals.map((goal) => ({
      name: goal.name,
      value: goal.value,
      goal: goalOf(goal),
      met: isMet(goal),
    })),
  };
}

/** Writes `bench/results/PROFILE.json` and answers its path. */
export function writeResult(profile: string, measured: Measured): string {
  mkdirSync(FOLDER, { recursive: true });
  const path = join(FOLDER, `${profile}.json`);
  const result = toResult(measured, describeMachine(), describeCommit());
  writeFileSync(path, `${JSON.stringify(result, null, 2)}\n`);
  return path;
}

const told = (value: number, unit: string) =>
  `${value.toLocaleString("en-KE", { maximumFractionDigits: Number.isInteger(value) ? 0 : 2 })} ${unit}`.trimEnd();

/** Prints the table of a run: its figures, then its goals with what they had to be. */
export function printMeasured(title: string, { figures, goals }: Measured): void {
  const width = Math.max(title.length, ...[...figures, ...goals].map(({ name }) => name.length));
  const line = (mark: string, name: string, value: string, rest = "") =>
    console.log(`${mark} ${name.padEnd(width)} ${value.padStart(16)}  ${rest}`.trimEnd());
  console.log(`\n${title}\n${"─".repeat(width + 40)}`);
  for (const { name, value, unit } of figures) line(" ", name, told(value, unit));
  if (goals.length > 0) console.log(`\nGoals\n${"─".repeat(width + 40)}`);
  for (const goal of goals) {
    const bound = `${"atMost" in goal ? "at most" : "at least"} ${told(goalOf(goal), goal.unit)}`;
    line(isMet(goal) ? "✓" : "✗", goal.name, told(goal.value, goal.unit), bound);
  }
}
