import { randomBytes } from "node:crypto";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { addFigures, figuresOf, MEETS_EVERYTHING_FROM } from "@/e2e/chaos/figures";
import { runChaos } from "@/e2e/chaos/run-chaos";
import { printFigures } from "@/e2e/proofs/print-figures";
import { holds, type Figure } from "@/e2e/proofs/proof";
import { LauncherProblem } from "./launcher/problem";
import { runCommand } from "./launcher/run-command";
import { filledOf } from "./launcher/settings";
import { onEndRequested, shutDown } from "./launcher/shutdown";

const RESULTS = "test-results/chaos";
const LEAST_PAYMENTS = 10;
const MOST_PAYMENTS = 20_000;

const port = z.coerce.number("must be a port number").int().min(1).max(65_535).optional();
const optionsShape = z.object({
  payments: z.coerce
    .number("must be a number")
    .int("must be a whole number")
    .min(LEAST_PAYMENTS, `must be at least ${LEAST_PAYMENTS}`)
    .max(MOST_PAYMENTS, `must be at most ${MOST_PAYMENTS}`),
  profile: z.enum(["ci", "long"], "must be ci or long"),
  seed: z.array(
    z.string().regex(/^[A-Za-z0-9_-]{1,40}$/, "must be 1 to 40 letters, digits, - or _"),
  ),
  copy: z.boolean(),
  report: z.string().optional(),
});

function readArguments(): z.infer<typeof optionsShape> {
  let values: Record<string, unknown>;
  try {
    values = parseArgs({
      options: {
        payments: { type: "string", default: "200" },
        seed: { type: "string", multiple: true },
        profile: { type: "string", default: "ci" },
        copy: { type: "boolean", default: false },
        report: { type: "string" },
      },
    }).values;
  } catch (error) {
    throw new LauncherProblem(error instanceof Error ? error.message : String(error));
  }
  const parsed = optionsShape.safeParse({ seed: [randomBytes(4).toString("hex")], ...values });
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(({ path, message }) => `--${String(path[0])} ${message}`);
  throw new LauncherProblem(lines.join("\n"));
}

function readEnvironment() {
  const environment = filledOf(process.env);
  const ports = z
    .object({ PORT: port, SIMULATOR_PORT: port })
    .safeParse({ PORT: environment["PORT"], SIMULATOR_PORT: environment["SIMULATOR_PORT"] });
  if (!ports.success) throw new LauncherProblem("PORT and SIMULATOR_PORT must be port numbers");
  if (environment["DATABASE_URL"] !== undefined) {
    console.log("DATABASE_URL is not used: this run kills its database, so it brings its own.");
  }
  return {
    entryPort: ports.data.PORT,
    simulatorPort: ports.data.SIMULATOR_PORT,
    dataFolder: environment["MALIPO_DATA_DIR"],
  };
}

/**
 * `npm run chaos -- [--payments N] [--seed S …] [--profile ci|long] [--copy]`: payments while
 * everything breaks, then the comparison of the provider's ledger with the database. Exit code 0 only when every
 * disagreement of every seed is 0 and everything that was planned to break did.
 */
await runCommand(async () => {
  const { payments, profile, seed: seeds, copy, report } = readArguments();
  const world = readEnvironment();
  onEndRequested((why) => {
    console.error(`\nStopping (${why}) …`);
    void shutDown(1);
  });
  if (payments < MEETS_EVERYTHING_FROM) {
    const least = `fewer than ${MEETS_EVERYTHING_FROM} payments cannot meet every planned fault`;
    console.log(`${least}: what happened is told and not judged.`);
  }
  const counts = { passed: 0, failed: 0, failures: new Array<string>() };
  const runs: Figure[][] = [];
  for (const seed of seeds) {
    const resultFolder = join(RESULTS, seed);
    if (existsSync(resultFolder)) rmSync(resultFolder, { recursive: true });
    const replay = `npm run chaos -- --payments ${payments} --seed ${seed} --profile ${profile}${copy ? " --copy" : ""}`;
    console.log(`\nchaos: ${payments} payments, seed ${seed}\n  again: ${replay}`);
    const result = await runChaos({
      payments,
      seed,
      profile,
      copies: copy,
      world,
      resultFolder,
      progress: (text) => console.log(`  … ${text}`),
    });
    const figures = figuresOf(result);
    printFigures(`chaos, seed ${seed}`, figures);
    runs.push(figures);
    // What has to happen has to happen in the whole run, all its seeds together.
    const judged = figures.filter(
      ({ must }) => must !== undefined && (seeds.length === 1 || "be" in must),
    );
    const failing = judged.filter((figure) => !holds(figure));
    counts.passed += judged.length - failing.length;
    counts.failed += failing.length;
    counts.failures.push(...failing.map(({ name }) => `seed ${seed}: ${name}`));
    if (failing.length > 0) {
      console.error(`\nNot as it must be: ${failing.map(({ name }) => name).join("; ")}`);
      console.error(`See ${join(resultFolder, "history.jsonl")}; again: ${replay}`);
    }
  }
  if (runs.length > 1) {
    const sum = addFigures(runs);
    printFigures(`chaos, ${runs.length} seeds`, sum);
    const judged = sum.filter(({ must }) => must !== undefined && "beAtLeast" in must);
    const failing = judged.filter((figure) => !holds(figure));
    counts.passed += judged.length - failing.length;
    counts.failed += failing.length;
    counts.failures.push(...failing.map(({ name }) => `all seeds: ${name}`));
    if (failing.length > 0) {
      console.error(`\nDid not happen: ${failing.map(({ name }) => name).join("; ")}`);
    }
  }
  if (report !== undefined) writeFileSync(report, JSON.stringify(counts));
  console.log(`\n${counts.passed} passed, ${counts.failed} failed`);
  await shutDown(counts.failed > 0 ? 1 : 0);
});
