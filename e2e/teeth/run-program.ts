import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { startOwned } from "@/db/owned-process";
import type { Finding } from "./finding";
import type { Workshop } from "./open-workshop";
import type { ProgramCheck } from "./tooth";

const LIMIT_MS = 20 * 60_000;
const LAST_WORDS_CHARS = 2_000;

const reportShape = z.object({ passed: z.number(), failed: z.number() });

/** The lines of a figures table that are not what they must be, with single spaces. */
const failingLines = (said: string) =>
  [...said.matchAll(/^✗ (.+)$/gm)].map(([, line = ""]) => line.replaceAll(/ +/g, " "));

/**
 * Runs `npm run proof` or `npm run chaos` in the copy, which builds the app anew whenever its sources
 * have changed. Answers the line of the figure that must not hold any more, if it does not. A run
 * that comes to no end, or in which only other figures fail, has found nothing.
 */
export async function runProgram(
  { folder, ownPackages }: Workshop,
  { program, args, figure }: ProgramCheck,
  seed: string,
): Promise<Finding> {
  await ownPackages();
  const report = join(folder, "teeth-report.json");
  rmSync(report, { force: true });
  const running = await startOwned({
    name: program,
    command: process.execPath,
    args: [
      ...["--import", "tsx", `scripts/${program}.ts`, ...args],
      ...["--seed", seed, "--report", report],
    ],
    cwd: folder,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", "pipe", "pipe"],
    graceMs: 20_000,
  });
  let said = "";
  for (const stream of [running.child.stdout, running.child.stderr]) {
    stream?.on("data", (chunk: Buffer) => (said += chunk.toString()));
  }
  const limit = setTimeout(() => void running.stop(), LIMIT_MS);
  await running.ended;
  clearTimeout(limit);
  const lastWords = said.slice(-LAST_WORDS_CHARS);
  if (!existsSync(report)) return { kind: "did not run", lastWords };
  const { passed, failed } = reportShape.parse(JSON.parse(readFileSync(report, "utf8")));
  const failing = failingLines(said);
  const told = failing.find((line) => line.includes(figure));
  if (told !== undefined) return { kind: "failed", first: `npm run ${program}: ${told}` };
  if (failed === 0) return { kind: "all passed", count: passed };
  return { kind: "did not run", lastWords: `other figures failed: ${failing.join("; ")}` };
}
