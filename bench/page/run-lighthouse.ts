import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { startOwned } from "@/db/owned-process";
import type { Browser } from "@/e2e/support/browser";

/** Lighthouse has a lock file of its own here, and is installed on first use. */
const TOOL = "tools/lighthouse";
const PROGRAM = `${TOOL}/node_modules/lighthouse/cli/index.js`;

const audit = z.object({ numericValue: z.number() });
const score = z.object({ score: z.number() });
const reportShape = z.object({
  categories: z.object({
    performance: score,
    accessibility: score,
    "best-practices": score,
  }),
  audits: z.object({
    "first-contentful-paint": audit,
    "largest-contentful-paint": audit,
    "total-blocking-time": audit,
    "cumulative-layout-shift": audit,
  }),
});

/** Scores from 0 to 100, times in milliseconds. */
export type LighthouseRun = {
  performance: number;
  accessibility: number;
  bestPractices: number;
  firstPaintMs: number;
  largestPaintMs: number;
  blockingMs: number;
  layoutShift: number;
};

async function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv, cwd = ".") {
  const name = `${command} ${args[0] ?? ""}`;
  const program = await startOwned({
    ...{ name, command, args, env, cwd },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const ending = await program.ended;
  if (ending !== "code 0") throw new Error(`${name} ended with ${ending}`);
}

/** Installs Lighthouse from its lock file unless it is there. */
export async function installLighthouse(): Promise<void> {
  if (existsSync(PROGRAM)) return;
  await run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], process.env, TOOL);
}

/** Runs Lighthouse once, with its own idea of a phone on a slow line ("mobile"). */
export async function runLighthouse(url: string, browser: Browser): Promise<LighthouseRun> {
  const folder = mkdtempSync(join(tmpdir(), "malipo-lighthouse-"));
  const output = join(folder, "report.json");
  const args = [
    PROGRAM,
    url,
    "--quiet",
    "--output=json",
    `--output-path=${output}`,
    "--only-categories=performance,accessibility,best-practices",
    "--no-enable-error-reporting",
    `--chrome-flags=--headless=new ${browser.args.join(" ")}`,
  ];
  await run(process.execPath, args, {
    ...process.env,
    ...browser.env,
    CHROME_PATH: browser.executablePath,
  });
  const { categories, audits } = reportShape.parse(JSON.parse(readFileSync(output, "utf8")));
  rmSync(folder, { recursive: true, force: true });
  return {
    performance: Math.round(100 * categories.performance.score),
    accessibility: Math.round(100 * categories.accessibility.score),
    bestPractices: Math.round(100 * categories["best-practices"].score),
    firstPaintMs: audits["first-contentful-paint"].numericValue,
    largestPaintMs: audits["largest-contentful-paint"].numericValue,
    blockingMs: audits["total-blocking-time"].numericValue,
    layoutShift: audits["cumulative-layout-shift"].numericValue,
  };
}
