import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { startOwned } from "@/db/owned-process";

const VITEST = "node_modules/vitest/vitest.mjs";
const LIMIT_MS = 240_000;
const LAST_WORDS_CHARS = 2_000;

const reportShape = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

type TestResult = { file: string; name: string; hasPassed: boolean };

export type TestRun = {
  /** The tests that ran, in order; a file that could not be loaded has none. */
  results: TestResult[];
  /** The end of what was printed. */
  lastWords: string;
};

export type TestSelection = {
  project: "unit" | "database";
  files: readonly string[];
  /** Only tests whose full name holds this. */
  test?: string;
};

function readResults(folder: string, report: string): TestResult[] {
  if (!existsSync(report)) return [];
  const { testResults } = reportShape.parse(JSON.parse(readFileSync(report, "utf8")));
  return testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === "passed" || status === "failed")
      .map(({ fullName, status }) => ({
        file: name.slice(folder.length + 1),
        name: fullName,
        hasPassed: status === "passed",
      })),
  );
}

/**
 * Runs tests of the copy in `folder`, database tests on the server of `databaseUrl`. With
 * `untilFailure` it ends at the first test that fails.
 */
export async function runTests(
  folder: string,
  { project, files, test }: TestSelection,
  { databaseUrl, untilFailure }: { databaseUrl: string | null; untilFailure: boolean },
): Promise<TestRun> {
  const report = join(folder, "teeth-report.json");
  rmSync(report, { force: true });
  const literally = test?.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  const running = await startOwned({
    name: "vitest",
    command: process.execPath,
    args: [
      ...[VITEST, "run", "--project", project, ...files],
      ...(literally === undefined ? [] : ["--testNamePattern", literally]),
      ...(untilFailure ? ["--bail", "1"] : []),
      ...["--reporter=json", `--outputFile.json=${report}`],
    ],
    cwd: folder,
    env: { ...process.env, TEST_DATABASE_URL: databaseUrl ?? "", NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [running.child.stdout, running.child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-LAST_WORDS_CHARS);
    });
  }
  const limit = setTimeout(() => void running.stop(), LIMIT_MS);
  await running.ended;
  clearTimeout(limit);
  return { results: readResults(folder, report), lastWords: said };
}
