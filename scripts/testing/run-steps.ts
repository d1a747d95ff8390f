import { startOwned } from "@/db/owned-process";
import { countStep, type Counts } from "./reports";
import type { Step } from "./steps";

const seconds = (sinceMs: number) => `${((performance.now() - sinceMs) / 1000).toFixed(1)} s`;

async function runProgram(step: Step, args: readonly string[], limitMs: number): Promise<boolean> {
  const running = await startOwned({
    name: step.title,
    command: process.execPath,
    args,
    env: {
      ...process.env,
      ...step.env,
      NEXT_TELEMETRY_DISABLED: "1",
      CI: process.env["CI"] ?? "1",
    },
  });
  const limit = setTimeout(() => {
    console.error(`${step.title} takes more than ${limitMs / 60_000} minutes; ending it.`);
    void running.stop();
  }, limitMs);
  const ending = await running.ended;
  clearTimeout(limit);
  if (ending !== "code 0") console.error(`${step.title} ended with ${ending}`);
  return ending === "code 0";
}

async function runStep(step: Step): Promise<Counts> {
  const startedMs = performance.now();
  console.log(`\n── ${step.title} ${"─".repeat(Math.max(0, 60 - step.title.length))}`);
  let hasSucceeded = true;
  for (const program of step.programs) {
    const leftMs = step.limitMs - (performance.now() - startedMs);
    hasSucceeded = hasSucceeded && (await runProgram(step, program, leftMs));
  }
  const counts = countStep(hasSucceeded, step.report);
  const verdict = counts.failed === 0 ? "ok" : "FAILED";
  console.log(`── ${step.title}: ${verdict}, ${seconds(startedMs)}`);
  return counts;
}

/** Runs every step, whatever happens to those before it; answers the sum and what failed, by name. */
export async function runSteps(
  steps: readonly Step[],
): Promise<{ passed: number; failed: number; failing: string[] }> {
  const total = { passed: 0, failed: 0, failing: new Array<string>() };
  for (const step of steps) {
    let counts: Counts;
    try {
      counts = await runStep(step);
    } catch (error) {
      console.error(error);
      counts = { passed: 0, failed: 1 };
    }
    total.passed += counts.passed;
    total.failed += counts.failed;
    if (counts.failed === 0) continue;
    const names = counts.failures ?? [];
    total.failing.push(step.name, ...names.map((name) => `  ${name}`));
  }
  return total;
}
