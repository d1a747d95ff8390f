import type { Workshop } from "./open-workshop";
import { SourceHasMoved } from "./plant";
import type { Finding } from "./finding";
import type { Catcher, Tooth } from "./tooth";

export type Bite = {
  tooth: Tooth;
  verdict: "caught" | "NOT CAUGHT" | "SOURCE HAS MOVED" | "CHECK IS BROKEN";
  /** The first test or figure that failed, or what a person has to know. */
  by: string;
};

export type TryTooth = (tooth: Tooth) => Promise<Bite>;

/** What is run for a catcher: one run of a program tells all its figures. */
const keyOf = (catcher: Catcher) =>
  JSON.stringify("program" in catcher ? { ...catcher, figure: null } : catcher);

function judge(tooth: Tooth, withBug: Finding): Bite {
  switch (withBug.kind) {
    case "failed":
      return { tooth, verdict: "caught", by: withBug.first };
    case "all passed":
      return { tooth, verdict: "NOT CAUGHT", by: `${withBug.count} checks passed with the bug` };
    case "did not run":
      return { tooth, verdict: "CHECK IS BROKEN", by: `with the bug: ${withBug.lastWords}` };
    default:
      return withBug satisfies never;
  }
}

/**
 * Tries teeth one after the other: the check must pass without the bug and fail with it. A check
 * that fails anyway, or does not run at all, has caught nothing. Equal checks run once without a bug.
 */
export function prepareTrial(
  workshop: Pick<Workshop, "withBug">,
  runCheck: (catcher: Catcher) => Promise<Finding>,
): TryTooth {
  const findings = new Map<string, Finding>();
  const checkWithoutBug = async (catcher: Catcher) => {
    const key = keyOf(catcher);
    const finding = findings.get(key) ?? (await runCheck(catcher));
    findings.set(key, finding);
    return finding;
  };
  return async (tooth) => {
    const { caughtBy } = tooth;
    const before = await checkWithoutBug(caughtBy);
    if (before.kind !== "all passed") {
      const by = before.kind === "failed" ? before.first : before.lastWords;
      return { tooth, verdict: "CHECK IS BROKEN", by: `without the bug: ${by}` };
    }
    try {
      return judge(tooth, await workshop.withBug(tooth, () => runCheck(caughtBy)));
    } catch (error) {
      if (!(error instanceof SourceHasMoved)) throw error;
      return { tooth, verdict: "SOURCE HAS MOVED", by: error.message };
    }
  };
}
