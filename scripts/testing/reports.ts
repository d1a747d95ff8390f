import { existsSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import { z } from "zod";

/** How many tests passed and failed, and the names of those that failed where a report tells them. */
export type Counts = { passed: number; failed: number; failures?: readonly string[] };

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z
    .array(
      z.object({
        name: z.string(),
        assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
      }),
    )
    .default([]),
});

type Suite = {
  title: string;
  specs: { title: string; ok: boolean }[];
  suites?: Suite[] | undefined;
};
const suite: z.ZodType<Suite> = z.object({
  title: z.string(),
  specs: z.array(z.object({ title: z.string(), ok: z.boolean() })),
  suites: z.lazy(() => z.array(suite)).optional(),
});
const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
  suites: z.array(suite).default([]),
});

const proofReport = z.object({
  passed: z.number(),
  failed: z.number(),
  failures: z.array(z.string()),
});

/** The counts that a proof wrote itself. */
export function readProofReport(value: unknown): Counts {
  return proofReport.parse(value);
}

/** The counts of vitest's JSON report. */
export function readVitestReport(value: unknown): Counts {
  const { numPassedTests, numFailedTests, testResults } = vitestReport.parse(value);
  const failures = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === "failed")
      .map(({ fullName }) => `${relative(process.cwd(), name)}: ${fullName}`),
  );
  return { passed: numPassedTests, failed: numFailedTests, failures };
}

/** The stories of a suite that failed, each with the titles that lead to it. */
const failuresOf = ({ title, specs, suites = [] }: Suite): string[] =>
  [...specs.filter(({ ok }) => !ok).map((spec) => spec.title), ...suites.flatMap(failuresOf)].map(
    (failure) => `${title}: ${failure}`,
  );

/** The counts of Playwright's JSON report; what passes only sometimes has failed. */
export function readPlaywrightReport(value: unknown): Counts {
  const { stats, suites } = playwrightReport.parse(value);
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    failures: suites.flatMap(failuresOf),
  };
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
