import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";

export type Counts = { passed: number; failed: number };

const vitestReport = z.object({ numPassedTests: z.number(), numFailedTests: z.number() });
const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
});

const proofReport = z.object({ passed: z.number(), failed: z.number() });

/** The counts that a proof wrote itself. */
export function readProofReport(value: unknown): Counts {
  return proofReport.parse(value);
}

/** The counts of vitest's JSON report. */
export function readVitestReport(value: unknown): Counts {
  const { numPassedTests, numFailedTests } = vitestReport.parse(value);
  return { passed: numPassedTests, failed: numFailedTests };
}

/** The counts of Playwright's JSON report; what passes only sometimes has failed. */
export function readPlaywrightReport(value: unknown): Counts {
  const { expected, unexpected, flaky } = playwrightReport.parse(value).stats;
  return { passed: expected, failed: unexpected + flaky };
}

/**
 * The counts of a step: of its report where it wrote one, else the step itself is the one test. A
 * step that did not end well has at least one failure, whatever its report says.
 */
export function countStep(
  hasSucceeded: boolean,
  report: { file: string; read: (value: unknown) => Counts } | null,
): Counts {
  const counts =
    report === null || !existsSync(report.file)
      ? { passed: report === null && hasSucceeded ? 1 : 0, failed: 0 }
      : report.read(JSON.parse(readFileSync(report.file, "utf8")));
  const isSilentFailure = counts.failed === 0 && (!hasSucceeded || counts.passed === 0);
  return isSilentFailure ? { ...counts, failed: 1 } : counts;
}
