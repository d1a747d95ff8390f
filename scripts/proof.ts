import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { z } from "zod";
import { PROOFS } from "@/e2e/proofs/all-proofs";
import { printFigures } from "@/e2e/proofs/print-figures";
import { holds, type Figure, type Proof, type ProofContext } from "@/e2e/proofs/proof";
import { startStack, type Stack } from "@/e2e/support/stack";
import { LauncherProblem } from "./launcher/problem";
import { runCommand } from "./launcher/run-command";
import { onEndRequested, shutDown } from "./launcher/shutdown";

const scaleShape = z.coerce.number().gt(0).max(10);

function readOptions() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      scale: { type: "string", default: "1" },
      seed: { type: "string", default: randomBytes(4).toString("hex") },
      report: { type: "string" },
    },
  });
  const scale = scaleShape.safeParse(values.scale);
  if (!scale.success) throw new LauncherProblem("--scale must be a number above 0, at most 10");
  const names = PROOFS.map(({ name }) => name);
  const unknown = positionals.filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    throw new LauncherProblem(
      `No such proof: ${unknown.join(", ")}. There are: ${names.join(", ")}`,
    );
  }
  const chosen = PROOFS.filter(
    ({ name }) => positionals.length === 0 || positionals.includes(name),
  );
  return { ...values, scale: scale.data, chosen };
}

async function runProof(proof: Proof, context: ProofContext): Promise<Figure[]> {
  const startedMs = performance.now();
  console.log(`\n• ${proof.title}`);
  try {
    const figures = await proof.run(context);
    const seconds = (performance.now() - startedMs) / 1_000;
    return [...figures, { name: "time", value: seconds, unit: "s" }];
  } catch (error) {
    console.error(error);
    return [{ name: "came to an end", value: 0, must: { be: 1 } }];
  }
}

/**
 * `npm run proof -- [NAME …] [--scale F] [--seed S]`: runs proofs and prints their figures. Exit code
 * 0 only when every figure is what it must be.
 */
await runCommand(async () => {
  const { chosen, scale, seed, report } = readOptions();
  onEndRequested((why) => {
    console.error(`\nStopping (${why}) …`);
    void shutDown(1);
  });
  const counts = { passed: 0, failed: 0, failures: new Array<string>() };
  let started: ReturnType<typeof startStack> | undefined;
  const stack = async (): Promise<Stack> => {
    started ??= startStack();
    return (await started).stack;
  };
  console.log(`seed ${seed}, scale ${scale}`);
  for (const proof of chosen) {
    const context = { stack, scale, seed, progress: (text: string) => console.log(`  … ${text}`) };
    const figures = await runProof(proof, context);
    printFigures(proof.title, figures);
    const judged = figures.filter(({ must }) => must !== undefined);
    const failing = judged.filter((figure) => !holds(figure));
    counts.passed += judged.length - failing.length;
    counts.failed += failing.length;
    counts.failures.push(...failing.map(({ name }) => `${proof.name}: ${name}`));
  }
  await (await started)?.stop();
  if (report !== undefined) writeFileSync(report, JSON.stringify(counts));
  console.log(`\n${counts.passed} passed, ${counts.failed} failed`);
  // Whatever a proof left open must not keep this process alive.
  await shutDown(counts.failed > 0 || counts.passed === 0 ? 1 : 0);
});
