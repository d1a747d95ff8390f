import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedPostgres } from "@/db/embedded";
import { draw } from "../crash-points/draw";
import type { Verdict } from "../crash-points/judge";
import { Lane } from "../crash-points/lane";
import { POINTS, TROUBLES, type Plan } from "../crash-points/points";
import { complaintOf, runTrials, type Result } from "../crash-points/run-trials";
import { searchBuild } from "../crash-points/search-build";
import { systemEnvironment } from "../support/stack";
import type { Figure, Proof, ProofContext } from "./proof";

const LANES = 4;
/** In a small run every failpoint is killed once, and of all else at least this share is drawn. */
const SMALL_SHARE = 0.2;
const PROGRESS_EVERY = 25;

function planTrials({ scale, seed }: ProofContext): Plan[] {
  const share = Math.max(SMALL_SHARE, scale);
  return POINTS.flatMap((point, index) => {
    const isFirst = POINTS.findIndex(({ name }) => name === point.name) === index;
    return TROUBLES.map((trouble, kind) => {
      const number = index * TROUBLES.length + kind;
      const isTaken = (isFirst && trouble === "kill") || draw(seed, number, "taken") < share;
      return { plan: { ...point, trouble, seed, number }, isTaken };
    });
  }).flatMap(({ plan, isTaken }) => (isTaken ? [plan] : []));
}

const total = (results: Result[], name: keyof Verdict) =>
  results.reduce((count, { verdict }) => count + (verdict?.[name] ?? 0), 0);

function figuresOf(plans: Plan[], results: Result[], failpoints: readonly string[]): Figure[] {
  const planned = new Set(plans.map(({ name }) => name));
  const of = (trouble: string) => results.filter(({ plan }) => plan.trouble === trouble).length;
  const zero = (name: string, value: number): Figure => ({ name, value, must: { be: 0 } });
  return [
    { name: "failpoints in the product", value: failpoints.length, must: { beAtLeast: 40 } },
    zero("failpoints without a case", failpoints.filter((name) => !planned.has(name)).length),
    { name: "cases", value: results.length, must: { be: plans.length } },
    { name: "process killed", value: of("kill") },
    { name: "database gone", value: of("database gone") },
    { name: "process frozen", value: of("hang") },
    zero("never reached", results.filter(({ isReached }) => !isReached).length),
    zero("not converged", results.filter((result) => complaintOf(result) !== null).length),
    zero("double prompts", total(results, "doublePrompts")),
    zero("pushes sent past their deadline", total(results, "latePushes")),
    zero("acknowledged callbacks lost", total(results, "acknowledgedLost")),
    zero("orders whose sum is not the ledger's", total(results, "wrongSums")),
    zero("left sending, pending or unapplied", total(results, "leftOver")),
    zero("open, and nothing says why", total(results, "stuck")),
    { name: "debits", value: total(results, "debits") },
    { name: "debits without witness", value: total(results, "withoutWitness") },
    zero("… of these not shown as unresolved", total(results, "unexplained")),
  ];
}

/** Breaks the product at every failpoint in every way, a payment each, and holds it to the ledger. */
export const crashPoints: Proof = {
  name: "crash-points",
  title: "Crash points: killed, frozen or cut off at every step of a payment",
  async run(context) {
    const folder = mkdtempSync(join(tmpdir(), "malipo-crash-"));
    const server = await startEmbeddedPostgres({ folder, isDurable: false });
    const lanes: Lane[] = [];
    try {
      const numbers = Array.from({ length: LANES }, (_lane, index) => index);
      const opened = numbers.map((number) =>
        Lane.open({ url: server.url, folder }, number, systemEnvironment()),
      );
      lanes.push(...(await Promise.all(opened)));
      const plans = planTrials(context);
      context.progress(`${plans.length} cases in ${LANES} lanes`);
      let done = 0;
      const results = await runTrials(lanes, plans, (result) => {
        done += 1;
        const complaint = complaintOf(result);
        if (complaint !== null) context.progress(`NOT RIGHT: ${complaint}`);
        if (done % PROGRESS_EVERY === 0) context.progress(`${done} of ${plans.length}`);
      });
      await context.stack();
      const { passing, switching } = searchBuild();
      return [
        ...figuresOf(plans, results, lanes[0]?.host.failpoints ?? []),
        {
          name: "files of the production build that pass one",
          value: passing,
          must: { beAtLeast: 1 },
        },
        { name: "… that can switch one on", value: switching, must: { be: 0 } },
      ];
    } finally {
      await Promise.all(lanes.map((lane) => lane.close()));
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
