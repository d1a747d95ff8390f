import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { startOwned } from "@/db/owned-process";
import type { Workshop } from "./open-workshop";

const LIMIT_MS = 20 * 60_000;
const LAST_WORDS_CHARS = 2_000;

const reportShape = z.object({ passed: z.number(), failed: z.number() });

/**
 * Runs one proof in the copy, which builds the app anew whenever its sources have changed. Answers
 * the first figure that is not what it must be; a proof that does not come to its end did not run.
 */
export async function runProof(
  { folder, ownPackages }: Workshop,
  { proof, scale, seed }: { proof: string; scale: number; seed: string },
) {
  await ownPackages();
  const report = join(folder, "teeth-report.json");
  rmSync(report, { force: true });
  const options = ["--scale", String(scale), "--seed", seed, "--report", report];
  const running = await startOwned({
    name: `the proof ${proof}`,
    command: process.execPath,
    args: ["--import", "tsx", "scripts/proof.ts", proof, ...options],
    cwd: folder,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [running.child.stdout, running.child.stderr]) {
    stream?.on("data", (chunk: Buffer) => (said += chunk.toString()));
  }
  const limit = setTimeout(() => void running.stop(), LIMIT_MS);
  await running.ended;
  clearTimeout(limit);
  const lastWords = said.slice(-LAST_WORDS_CHARS);
  const hasEnded = existsSync(report) && !said.includes("✗ came to an end");
  if (!hasEnded) return { kind: "did not run" as const, lastWords };
  const counts = reportShape.parse(JSON.parse(readFileSync(report, "utf8")));
  if (counts.failed === 0) return { kind: "all passed" as const, count: counts.passed };
  const first = /^✗ (.+)$/m.exec(said)?.[1] ?? "a figure";
  return { kind: "failed" as const, first: `${proof}: ${first.replaceAll(/ +/g, " ")}` };
}
