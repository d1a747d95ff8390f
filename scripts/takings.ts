import { parseArgs } from "node:util";
import { env } from "@/lib/env";
import { openRuntime } from "@/lib/runtime";
import { countTakings } from "@/lib/takings/count-takings";
import { findTakingsDifferences } from "@/lib/takings/find-differences";
import { loadDotEnv } from "./launcher/dot-env";
import { LauncherProblem } from "./launcher/problem";
import { runCommand } from "./launcher/run-command";

/** Differences that are printed; the rest is counted. */
const PRINTED = 200;

/**
 * `npm run takings -- --check`: brings the summaries of days up to date and compares every ended day
 * with its rows. Exit code 0 only when they are identical; a day whose rows changed in between is named
 * once and not again.
 */
await runCommand(async () => {
  const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });
  if (!values.check) {
    throw new LauncherProblem(
      "Say `npm run takings -- --check`: it compares the summaries of days with their rows.",
    );
  }
  loadDotEnv();
  const runtime = openRuntime(env());
  const countAll = async () => {
    let merchants = 0;
    for (let more = await countTakings(runtime); more > 0; more = await countTakings(runtime)) {
      merchants += more;
    }
    return merchants;
  };
  try {
    console.error(`… brought up to date for ${await countAll()} merchants`);
    const differences = await findTakingsDifferences(runtime);
    for (const { merchantId, day, what } of differences.slice(0, PRINTED)) {
      console.log(`${merchantId}  ${day}  ${what}`);
    }
    if (differences.length > PRINTED) console.log(`… and ${differences.length - PRINTED} more`);
    const verdict = differences.length === 0 ? "identical" : `${differences.length} days differ`;
    console.log(`Summaries and rows of every ended day: ${verdict}.`);
    if (differences.length > 0) process.exitCode = 1;
  } finally {
    await runtime.close();
  }
});
