import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { startEmbeddedPostgres } from "@/db/embedded";
import { TEETH } from "@/e2e/teeth/all-teeth";
import { drawSample } from "@/e2e/teeth/draw-sample";
import { openWorkshop } from "@/e2e/teeth/open-workshop";
import { printBites } from "@/e2e/teeth/print-bites";
import { runCheck } from "@/e2e/teeth/run-check";
import type { Tooth } from "@/e2e/teeth/tooth";
import { prepareTrial, type Bite } from "@/e2e/teeth/try-tooth";
import { LauncherProblem } from "./launcher/problem";
import { runCommand } from "./launcher/run-command";
import { onEndRequested, shutDown } from "./launcher/shutdown";

const sampleShape = z.coerce.number().int().min(1);

function readOptions() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      sample: { type: "string" },
      seed: { type: "string", default: randomBytes(4).toString("hex") },
      report: { type: "string" },
    },
  });
  const { sample, seed, report } = values;
  const unknown = positionals.filter((name) => !TEETH.some((tooth) => tooth.name === name));
  if (unknown.length > 0) {
    const names = TEETH.map(({ name }) => `  ${name}`).join("\n");
    throw new LauncherProblem(`No such tooth: ${unknown.join(", ")}. There are:\n${names}`);
  }
  const named = TEETH.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  if (sample === undefined) return { chosen: named, seed, report };
  const count = sampleShape.safeParse(sample);
  if (!count.success) throw new LauncherProblem("--sample must be a whole number from 1");
  return { chosen: drawSample(named, count.data, seed), seed, report };
}

/** Tries the teeth over one throwaway copy and one database server. */
async function tryAll(chosen: readonly Tooth[], seed: string): Promise<Bite[]> {
  const folder = mkdtempSync(join(tmpdir(), "malipo-teeth-database-"));
  const workshop = await openWorkshop(process.cwd());
  process.on("exit", () => {
    // Processes that are being ended may still write.
    const thoroughly = { recursive: true, force: true, maxRetries: 5, retryDelay: 200 };
    for (const each of [folder, workshop.folder]) rmSync(each, thoroughly);
  });
  const server = await startEmbeddedPostgres({ folder, isDurable: false });
  const tryTooth = prepareTrial(workshop, (catcher) =>
    runCheck(workshop, catcher, { databaseUrl: server.url, seed }),
  );
  const bites: Bite[] = [];
  for (const [index, tooth] of chosen.entries()) {
    const startedMs = performance.now();
    const bite = await tryTooth(tooth);
    const seconds = ((performance.now() - startedMs) / 1_000).toFixed(1);
    console.log(`  ${index + 1}/${chosen.length} ${tooth.name}: ${bite.verdict}, ${seconds} s`);
    bites.push(bite);
  }
  await server.stop();
  return bites;
}

/**
 * `npm run teeth -- [NAME …] [--sample N] [--seed S]`: plants bugs one at a time in a copy of the
 * sources and shows what catches each. Exit code 0 only when all are caught.
 */
await runCommand(async () => {
  const { chosen, seed, report } = readOptions();
  onEndRequested((why) => {
    console.error(`\nStopping (${why}) …`);
    void shutDown(1);
  });
  console.log(`${chosen.length} bugs to plant, seed ${seed}`);
  const startedMs = performance.now();
  const bites = await tryAll(chosen, seed);
  printBites(bites);
  const passed = bites.filter(({ verdict }) => verdict === "caught").length;
  const failed = bites.length - passed;
  const failures = bites
    .filter(({ verdict }) => verdict !== "caught")
    .map(({ tooth }) => tooth.name);
  if (report !== undefined) writeFileSync(report, JSON.stringify({ passed, failed, failures }));
  const minutes = ((performance.now() - startedMs) / 60_000).toFixed(1);
  console.log(
    `\n${bites.length} bugs planted, ${passed} caught, ${failed} not caught, ${minutes} min`,
  );
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
});
