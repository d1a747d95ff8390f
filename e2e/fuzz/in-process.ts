import { startOwned } from "@/db/owned-process";
import { z } from "zod";
import { scaled, type Figure, type ProofContext } from "../proofs/proof";

const FULL_CASES = 1_000_000;
/** What a flat heap may differ by; the warm one is some 100 MB. */
const MOST_GROWN_MB = 8;

const reportShape = z.object({
  runs: z.array(z.object({ name: z.string(), cases: z.number(), failures: z.array(z.string()) })),
  changedPrototypes: z.array(z.string()),
  warmMb: z.number(),
  grownMb: z.number(),
});

/** Runs scripts/fuzz-readers.ts in a process of its own, with a collector that it may call. */
async function fuzzReaders(cases: number, seed: string) {
  const script = ["scripts/fuzz-readers.ts", "--cases", String(cases), "--seed", seed];
  const fuzzer = await startOwned({
    name: "the fuzzer",
    command: process.execPath,
    args: ["--expose-gc", "--import", "tsx", ...script],
    env: { ...process.env, NODE_ENV: "test" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const { stdout } = fuzzer.child;
  let text = "";
  stdout?.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
  const closed = new Promise((resolve) => fuzzer.child.once("close", resolve));
  const ending = await fuzzer.ended;
  await closed;
  if (ending !== "code 0") throw new Error(`the fuzzer ended: ${ending}`);
  return reportShape.parse(JSON.parse(text));
}

/** Every reader of outside data, a million times over: no throw, no changed prototype, a flat heap. */
export async function fuzzInProcess(context: ProofContext): Promise<Figure[]> {
  const cases = scaled(FULL_CASES, context);
  context.progress(`${cases} cases in process`);
  const report = await fuzzReaders(cases, context.seed);
  const total = report.runs.reduce((sum, run) => sum + run.cases, 0);
  const failures = report.runs.flatMap((run) => run.failures);
  for (const failure of failures) context.progress(`FAILED ${failure}`);
  for (const name of report.changedPrototypes) context.progress(`CHANGED ${name}`);
  return [
    { name: "cases in process", value: total, must: { beAtLeast: cases } },
    ...report.runs.map((run) => ({ name: `  of the ${run.name} reader`, value: run.cases })),
    { name: "  throws, and answers that must not be", value: failures.length, must: { be: 0 } },
    {
      name: "  properties of prototypes changed",
      value: report.changedPrototypes.length,
      must: { be: 0 },
    },
    { name: "  alive after the first tenth", value: report.warmMb, unit: "MB" },
    {
      name: "  more alive at the end",
      value: report.grownMb,
      unit: "MB",
      must: { beAtMost: MOST_GROWN_MB },
    },
  ];
}
