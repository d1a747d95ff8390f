import { SourceHasMoved } from "./plant";
import type { Workshop } from "./open-workshop";
import { runProof } from "./run-proof";
import { runTests } from "./run-tests";
import type { Catcher, Tooth } from "./tooth";

/** What a check found: its first failure, or none, or that it did not run as it should. */
type Finding =
  | { kind: "all passed"; count: number }
  | { kind: "failed"; first: string }
  | { kind: "did not run"; lastWords: string };

export type Bite = {
  tooth: Tooth;
  verdict: "caught" | "NOT CAUGHT" | "SOURCE HAS MOVED" | "CHECK IS BROKEN";
  /** The first test or figure that failed, or what a person has to know. */
  by: string;
};

export type TryTooth = (tooth: Tooth) => Promise<Bite>;

async function runCheck(
  workshop: Workshop,
  catcher: Catcher,
  { databaseUrl, seed }: { databaseUrl: string; seed: string },
): Promise<Finding> {
  if ("proof" in catcher) return runProof(workshop, { ...catcher, seed });
  const run = await runTests(workshop.folder, catcher, { databaseUrl, untilFailure: true });
  const failed = run.results.find(({ hasPassed }) => !hasPassed);
  if (failed) return { kind: "failed", first: `${failed.file}: ${failed.name}` };
  const count = run.results.length;
  return count > 0
    ? { kind: "all passed", count }
    : { kind: "did not run", lastWords: run.lastWords };
}

/** What a catcher runs, apart from the bug: equal checks need one run without one. */
const keyOf = (catcher: Catcher) => JSON.stringify(catcher);

/**
 * Tries teeth one after the other: the check must pass without the bug and fail with it. A check
 * that does not run at all, with the bug or without, has caught nothing.
 */
export function prepareTrial(
  workshop: Workshop,
  options: { databaseUrl: string; seed: string },
): TryTooth {
  const withoutBug = new Map<string, Promise<Finding>>();
  return async (tooth) => {
    const { caughtBy } = tooth;
    const key = keyOf(caughtBy);
    const unplanted = withoutBug.get(key) ?? runCheck(workshop, caughtBy, options);
    withoutBug.set(key, unplanted);
    const before = await unplanted;
    if (before.kind !== "all passed") {
      const by = before.kind === "failed" ? before.first : before.lastWords;
      return { tooth, verdict: "CHECK IS BROKEN", by: `without the bug: ${by}` };
    }
    try {
      const found = await workshop.withBug(tooth, () => runCheck(workshop, caughtBy, options));
      switch (found.kind) {
        case "failed":
          return { tooth, verdict: "caught", by: found.first };
        case "all passed":
          return { tooth, verdict: "NOT CAUGHT", by: `${before.count} checks passed` };
        case "did not run":
          return { tooth, verdict: "CHECK IS BROKEN", by: `with the bug: ${found.lastWords}` };
      }
    } catch (error) {
      if (!(error instanceof SourceHasMoved)) throw error;
      return { tooth, verdict: "SOURCE HAS MOVED", by: error.message };
    }
  };
}
