import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { countStep, readPlaywrightReport, readVitestReport } from "./reports";

const folder = mkdtempSync(join(tmpdir(), "malipo-reports-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const report = (name: string, passed: number, failed: number) => {
  const file = join(folder, name);
  writeFileSync(file, JSON.stringify({ numPassedTests: passed, numFailedTests: failed }));
  return { file, read: readVitestReport };
};

describe("countStep", () => {
  it("counts a step without a report as one test", () => {
    expect(countStep(true, null)).toEqual({ passed: 1, failed: 0 });
    expect(countStep(false, null)).toEqual({ passed: 0, failed: 1 });
  });

  it("takes the counts of a report", () => {
    expect(countStep(true, report("good.json", 12, 0))).toMatchObject({ passed: 12, failed: 0 });
    expect(countStep(false, report("bad.json", 12, 3))).toMatchObject({ passed: 12, failed: 3 });
  });

  it("never lets a failure pass unseen", () => {
    const absent = { file: join(folder, "absent.json"), read: readVitestReport };
    expect(countStep(false, report("crash.json", 12, 0))).toMatchObject({ passed: 12, failed: 1 });
    expect(countStep(true, report("empty.json", 0, 0))).toMatchObject({ passed: 0, failed: 1 });
    expect(countStep(true, absent)).toEqual({ passed: 0, failed: 1 });
  });

  it("counts a story that passes only sometimes as failed", () => {
    const stats = { expected: 4, unexpected: 1, flaky: 2, skipped: 1 };
    expect(readPlaywrightReport({ stats })).toEqual({ passed: 4, failed: 3, failures: [] });
  });

  it("names what failed", () => {
    const stats = { expected: 1, unexpected: 1, flaky: 0 };
    const specs = [
      { title: "a payment", ok: true },
      { title: "a refund", ok: false },
    ];
    const suites = [{ title: "a.spec.ts", specs: [], suites: [{ title: "in Swahili", specs }] }];
    expect(readPlaywrightReport({ stats, suites }).failures).toEqual([
      "a.spec.ts: in Swahili: a refund",
    ]);
    const assertionResults = [
      { fullName: "adds", status: "passed" },
      { fullName: "takes away", status: "failed" },
    ];
    const testResults = [{ name: join(process.cwd(), "sum.test.ts"), assertionResults }];
    const counts = { numPassedTests: 1, numFailedTests: 1, testResults };
    expect(readVitestReport(counts).failures).toEqual(["sum.test.ts: takes away"]);
  });
});
