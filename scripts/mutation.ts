import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";

/**
 * `npm run mutation [-- GROUP …]`: changes the pure files a little, one change at a time, and counts the
 * changes that a test notices (Stryker). Stryker has a lock file of its own in tools/mutation, installed
 * on first use. Prints every change that nobody noticed, and a table; ends with 1 when a group is below
 * 90 percent, or holds no change at all.
 */

const TOOL = "tools/mutation";
const STRYKER = `${TOOL}/node_modules/@stryker-mutator/core/bin/stryker.js`;
const LEAST_PERCENT = 90;

/** The files of a group are held by their own tests alone, so that a run stays short. */
const GROUPS: Record<string, { mutate: string[]; tests: string }> = {
  payments: {
    mutate: [
      "lib/payments/{decide,received-order,visible-facts,check-schedule,tell}.ts",
      "lib/payments/judge-*.ts",
      "!lib/payments/judge-*.test.ts",
    ],
    tests:
      "lib/payments/{decide,decide.stored-state,decide.decisions,visible-facts,check-schedule,tell,judge-*}.test.ts",
  },
  daraja: {
    mutate: ["lib/daraja/{stk-callback,stk-query}.ts"],
    tests: "lib/daraja/{stk-callback,stk-query}.test.ts",
  },
  codes: {
    mutate: ["lib/daraja/result-codes.ts"],
    tests: "lib/daraja/result-codes.test.ts",
  },
  values: { mutate: ["lib/{phone,money}.ts"], tests: "lib/{phone,money}.test.ts" },
};

const baseShape = z.looseObject({});
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

function run(command: string, args: string[], cwd = ".", env: Record<string, string> = {}): void {
  const { status } = spawnSync(command, args, {
    cwd,
    stdio: "inherit",
    env: { ...process.env, ...env },
  });
  if (status !== 0)
    throw new Error(`${command} ${args[0] ?? ""} ended with ${status ?? "a signal"}`);
}

const KILLED = new Set(["Killed", "Timeout"]);
const SURVIVED = new Set(["Survived", "NoCoverage"]);

/** Runs Stryker on one group and answers its report. */
function mutate(name: string): z.infer<typeof reportShape> {
  const group = GROUPS[name];
  if (!group) throw new Error(`no group ${name}; there are ${Object.keys(GROUPS).join(", ")}`);
  const base = baseShape.parse(JSON.parse(readFileSync(`${TOOL}/stryker.config.json`, "utf8")));
  const fileName = `.data/mutation-${name}.report.json`;
  const config = {
    ...base,
    mutate: group.mutate,
    jsonReporter: { fileName },
  };
  mkdirSync(".data", { recursive: true });
  const configFile = `.data/mutation-${name}.json`;
  writeFileSync(configFile, JSON.stringify(config));
  // Not by Stryker's own testFiles: with it, changes of module constants are never switched on.
  run(process.execPath, [STRYKER, "run", configFile], ".", { MALIPO_MUTATION_TESTS: group.tests });
  return reportShape.parse(JSON.parse(readFileSync(fileName, "utf8")));
}

/** For each file the changes that a test noticed, and those that none did. */
const rowsOf = (report: z.infer<typeof reportShape>) =>
  Object.entries(report.files).map(([file, { mutants }]) => ({
    file,
    killed: mutants.filter(({ status }) => KILLED.has(status)).length,
    survivors: mutants.filter(({ status }) => SURVIVED.has(status)),
  }));

/** A group without any change shows nothing, so it counts as 0. */
const percentOf = (killed: number, survived: number) =>
  killed === 0 ? 0 : (100 * killed) / (killed + survived);

function printLine(name: string, killed: number, survived: number): void {
  const percent = percentOf(killed, survived).toFixed(1);
  console.log(
    `${name.padEnd(34)}${String(killed).padStart(8)}${String(survived).padStart(10)}${percent.padStart(9)}`,
  );
}

// The lock file names no peers: Stryker runs the project's own Vitest.
if (!existsSync(STRYKER)) run("npm", ["ci", "--legacy-peer-deps"], TOOL);
const wanted = process.argv.slice(2);
const names = wanted.length === 0 ? Object.keys(GROUPS) : wanted;
const measured = names.map((name) => ({ name, rows: rowsOf(mutate(name)) }));

for (const { file, survivors } of measured.flatMap(({ rows }) => rows)) {
  for (const { location, mutatorName, replacement } of survivors) {
    const change = (replacement ?? "").replaceAll(/\s+/g, " ").slice(0, 90);
    console.log(`survived: ${file}:${location.start.line} ${mutatorName} → ${change}`);
  }
}
console.log(
  `\n${"file".padEnd(34)}${"killed".padStart(8)}${"survived".padStart(10)}${"score %".padStart(9)}`,
);
process.exitCode = 0;
for (const { name, rows } of measured) {
  for (const { file, killed, survivors } of rows) printLine(file, killed, survivors.length);
  const killed = rows.reduce((sum, row) => sum + row.killed, 0);
  const survived = rows.reduce((sum, row) => sum + row.survivors.length, 0);
  printLine(`all of ${name}`, killed, survived);
  if (percentOf(killed, survived) < LEAST_PERCENT) process.exitCode = 1;
}
