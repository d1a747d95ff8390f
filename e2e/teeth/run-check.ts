import { basename } from "node:path";
import type { Workshop } from "./open-workshop";
import { runProof } from "./run-proof";
import { runTests } from "./run-tests";
import type { Catcher } from "./tooth";

/** What a check found: its first failure, or none, or that it did not run as it should. */
export type Finding =
  | { kind: "all passed"; count: number }
  | { kind: "failed"; first: string }
  | { kind: "did not run"; lastWords: string };

/** Runs the check in the copy as it stands. Tests that cannot even be loaded have found nothing. */
export async function runCheck(
  workshop: Workshop,
  catcher: Catcher,
  { databaseUrl, seed }: { databaseUrl: string; seed: string },
): Promise<Finding> {
  if ("proof" in catcher) return runProof(workshop, { ...catcher, seed });
  const run = await runTests(workshop.folder, catcher, { databaseUrl, untilFailure: true });
  const failed = run.results.find(({ hasPassed }) => !hasPassed);
  if (failed) return { kind: "failed", first: `${basename(failed.file)}: ${failed.name}` };
  const count = run.results.length;
  return count > 0
    ? { kind: "all passed", count }
    : { kind: "did not run", lastWords: run.lastWords };
}
