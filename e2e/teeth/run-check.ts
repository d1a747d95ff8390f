import { basename } from "node:path";
import type { Finding } from "./finding";
import type { Workshop } from "./open-workshop";
import { runProgram } from "./run-program";
import { runTests } from "./run-tests";
import type { Catcher } from "./tooth";

/** Runs the check in the copy as it stands. Tests that cannot even be loaded have found nothing. */
export async function runCheck(
  workshop: Workshop,
  catcher: Catcher,
  { databaseUrl, seed }: { databaseUrl: string; seed: string },
): Promise<Finding> {
  if ("program" in catcher) return runProgram(workshop, catcher, seed);
  const run = await runTests(workshop.folder, catcher, { databaseUrl, untilFailure: true });
  const failed = run.results.find(({ hasPassed }) => !hasPassed);
  if (failed) return { kind: "failed", first: `${basename(failed.file)}: ${failed.name}` };
  const count = run.results.length;
  return count > 0
    ? { kind: "all passed", count }
    : { kind: "did not run", lastWords: run.lastWords };
}
