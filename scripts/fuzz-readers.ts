import { createHash } from "node:crypto";
import { parseArgs } from "node:util";
import fc from "fast-check";
import { z } from "zod";
import { changedPrototypes, printPrototypes } from "./fuzzing/prototypes";
import { READERS, type Reader } from "./fuzzing/readers";

/** Cases of one go; the heap is looked at between two of them. */
const CASES_A_GO = 2_500;
const MEGABYTE = 1_048_576;

const casesShape = z.coerce.number().int().min(1_000).max(100_000_000);

/** What is alive after a full collection, in MB. */
function liveMb(): number {
  if (globalThis.gc === undefined) throw new Error("Run it with node --expose-gc");
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / MEGABYTE;
}

type Run = { name: string; cases: number; failures: string[] };

const seedOf = (seed: string, name: string, go: number) =>
  createHash("sha256").update(`${seed}/${name}/${go}`).digest().readInt32LE(0);

/** One go of one reader; what was thrown, with the smallest case that throws it. */
async function go(reader: Reader, seed: number, numRuns: number): Promise<string | null> {
  const details = await fc.check(reader.property(), {
    seed,
    numRuns,
    interruptAfterTimeLimit: 60_000,
  });
  if (!details.failed)
    return details.numRuns === numRuns ? null : `stopped after ${details.numRuns}`;
  const error = details.errorInstance instanceof Error ? details.errorInstance.message : "?";
  return `${error}: ${JSON.stringify(details.counterexample).slice(0, 400)} (seed ${seed})`;
}

/**
 * Fuzzes every reader of outside data in this process and prints one line of JSON: cases, failures,
 * changed prototypes, and how much more was alive at the end than after the first tenth.
 * `node --expose-gc --import tsx scripts/fuzz-readers.ts --cases N --seed S`
 */
const { values } = parseArgs({
  options: { cases: { type: "string", default: "50000" }, seed: { type: "string", default: "1" } },
});
const cases = casesShape.parse(values.cases);
const before = printPrototypes();
const runs: Run[] = READERS.map(({ name }) => ({ name, cases: 0, failures: [] }));

/** Rounds over all readers, so that the heap is compared between alike amounts of everything. */
async function runTo(part: number): Promise<void> {
  for (const [index, reader] of READERS.entries()) {
    const run = runs[index];
    if (run === undefined) continue;
    const wanted = Math.ceil(cases * reader.share * part);
    while (run.cases < wanted && run.failures.length < 3) {
      const count = Math.min(CASES_A_GO, wanted - run.cases);
      const failure = await go(reader, seedOf(values.seed, reader.name, run.cases), count);
      if (failure !== null) run.failures.push(failure);
      run.cases += count;
    }
  }
}

await runTo(0.1);
const warmMb = liveMb();
await runTo(1);
const grownMb = liveMb() - warmMb;
const changed = changedPrototypes(before, printPrototypes());
console.log(JSON.stringify({ runs, changedPrototypes: changed, warmMb, grownMb }));
