import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";

/**
 * `npm run mutation [-- FILES]`: changes the pure files a little, one change at a time, and counts the
 * changes that a test notices (Stryker). FILES, with commas between them, narrow it down. Stryker has
 * a lock file of its own in tools/mutation, installed on first use. Prints a table and every change
 * that nobody noticed; ends with 1 below 90 percent.
 */

const TOOL = "tools/mutation";
const STRYKER = `${TOOL}/node_modules/@stryker-mutator/core/bin/stryker.js`;
const REPORT = ".data/mutation.json";
const LEAST_PERCENT = 90;

const reportShape = z.object({
  files: z.record(
    z.string(),
    z.object({
      mutants: z.array(
        z.object({
          status: z.string(),
          mutatorName: z.string(),
          replacement: z.string().optional(),
          location: z.object({ start: z.object({ line: z.number() }) }),
        }),
      ),
    }),
  ),
});

function run(command: string, args: string[], cwd = "."): void {
  const { status } = spawnSync(command, args, { cwd, stdio: "inherit" });
  if (status !== 0)
    throw new Error(`${command} ${args[0] ?? ""} ended with ${status ?? "a signal"}`);
}

const KILLED = new Set(["Killed", "Timeout"]);
const SURVIVED = new Set(["Survived", "NoCoverage"]);

const files = process.argv[2];
if (!existsSync(STRYKER)) run("npm", ["ci", "--omit=peer"], TOOL);
run(process.execPath, [
  STRYKER,
  "run",
  `${TOOL}/stryker.config.json`,
  ...(files === undefined ? [] : ["--mutate", files]),
]);

const report = reportShape.parse(JSON.parse(readFileSync(REPORT, "utf8")));
const rows = Object.entries(report.files).map(([file, { mutants }]) => ({
  file,
  killed: mutants.filter(({ status }) => KILLED.has(status)).length,
  survivors: mutants.filter(({ status }) => SURVIVED.has(status)),
}));
const percentOf = (killed: number, survived: number) =>
  killed + survived === 0 ? 100 : (100 * killed) / (killed + survived);
const line = (file: string, killed: number, survived: number) =>
  `${file.padEnd(34)}${String(killed).padStart(8)}${String(survived).padStart(10)}${percentOf(killed, survived).toFixed(1).padStart(9)}`;

for (const { file, survivors } of rows) {
  for (const { location, mutatorName, replacement } of survivors) {
    const change = (replacement ?? "").replaceAll(/\s+/g, " ").slice(0, 90);
    console.log(`survived: ${file}:${location.start.line} ${mutatorName} → ${change}`);
  }
}
console.log(
  `\n${"file".padEnd(34)}${"killed".padStart(8)}${"survived".padStart(10)}${"score %".padStart(9)}`,
);
for (const { file, killed, survivors } of rows) console.log(line(file, killed, survivors.length));
const killed = rows.reduce((sum, row) => sum + row.killed, 0);
const survived = rows.reduce((sum, row) => sum + row.survivors.length, 0);
console.log(line("all", killed, survived));
process.exitCode = percentOf(killed, survived) < LEAST_PERCENT ? 1 : 0;
