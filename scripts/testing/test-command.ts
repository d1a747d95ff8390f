import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { onEndRequested, shutDown } from "../launcher/shutdown";
import { runSteps } from "./run-steps";
import type { Step } from "./steps";

/** The steps of `--only=a,b`, in their own order; all of them without it. */
function chooseSteps(steps: Step[]): Step[] {
  const { values } = parseArgs({ options: { only: { type: "string" } } });
  if (values.only === undefined) return steps;
  const names = values.only.split(",");
  const unknown = names.filter((name) => !steps.some((step) => step.name === name));
  if (unknown.length > 0) {
    console.error(`No such step: ${unknown.join(", ")}`);
    console.error(`There are: ${steps.map(({ name }) => name).join(", ")}`);
    process.exit(1);
  }
  return steps.filter(({ name }) => names.includes(name));
}

/** Runs steps as a command of the shell; the last line is `N passed, N failed`. */
export async function runTestCommand(stepsOf: (reports: string) => Step[]): Promise<void> {
  const reports = mkdtempSync(join(tmpdir(), "malipo-reports-"));
  process.on("exit", () => rmSync(reports, { recursive: true, force: true }));
  onEndRequested((why) => {
    console.error(`\nStopping (${why}) …`);
    void shutDown(1);
  });
  const { passed, failed, failing } = await runSteps(chooseSteps(stepsOf(reports)));
  if (failed > 0) console.log(`\nFailing:\n${failing.join("\n")}`);
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}
