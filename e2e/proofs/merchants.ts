import { ROLES } from "@/db/vocabulary";
import { askUntilAlike } from "../matrix/ask-until-alike";
import { callEntry } from "../matrix/call-entry";
import { ENTRIES } from "../matrix/entries";
import type { Entry } from "../matrix/entry";
import { isServed, judgeAnswers, mustBeAlike } from "../matrix/judge-answers";
import type { Caller } from "../matrix/make-callers";
import { type MatrixWorld, openMatrixWorld, SUBJECTS } from "../matrix/world";
import { readThroughPooler } from "../matrix/read-through-pooler";
import { inParallel } from "../support/in-parallel";
import { scaled, type Figure, type Proof, type ProofContext } from "./proof";

const isRole = (name: string) => ROLES.some((role) => role === name);

const AT_ONCE = 8;
const MOST_TOLD = 30;
const READINGS = 10_000;

type Cell = { name: string; entry: Entry; caller: Caller };
type Tally = { answers: number; served: number; refused: number; problems: string[] };

/** What serves everybody or nobody looks at no role: one member stands for all. */
function callersOf({ callers }: MatrixWorld, { serves }: Entry): readonly Caller[] {
  const isSame = serves === "everybody" || serves.length === 0;
  return isSame ? callers.filter(({ name }) => name === "owner" || !isRole(name)) : callers;
}

async function judgeCell(world: MatrixWorld, { name, entry, caller }: Cell, tally: Tally) {
  const { about } = entry;
  const subjects = about === null ? (["own"] as const) : SUBJECTS;
  const answers = await askUntilAlike(subjects, mustBeAlike(entry, caller), (subject) => {
    const id = about === null ? "" : world.ids[about][subject];
    tally.answers += 1;
    return callEntry(world, caller, { name, entry, id });
  });
  if (isServed(entry, caller)) tally.served += 1;
  else tally.refused += 1;
  const problems = judgeAnswers(world, caller, { entry, answers });
  tally.problems.push(...problems.map((problem) => `${name}, as ${caller.name}: ${problem}`));
}

async function run(context: ProofContext): Promise<Figure[]> {
  const world = await openMatrixWorld(await context.stack());
  try {
    const cells = Object.entries(ENTRIES).flatMap(([name, entry]) =>
      callersOf(world, entry).map((caller) => ({ name, entry, caller })),
    );
    const tally: Tally = { answers: 0, served: 0, refused: 0, problems: [] };
    const before = await world.readOther();
    const startedMs = performance.now();
    const first = cells.filter(({ entry }) => !entry.isLast);
    await inParallel(first, AT_ONCE, (cell) => judgeCell(world, cell, tally));
    const isUntouched = before === (await world.readOther());
    const last = cells.filter(({ entry }) => entry.isLast);
    await inParallel(last, AT_ONCE, (cell) => judgeCell(world, cell, tally));
    const seconds = (performance.now() - startedMs) / 1_000;
    for (const problem of tally.problems.slice(0, MOST_TOLD)) context.progress(problem);
    const throughPooler = await readThroughPooler(world, scaled(READINGS, context));
    return [
      { name: "pages, routes and actions", value: Object.keys(ENTRIES).length },
      { name: "callers", value: world.callers.length },
      { name: "answers compared", value: tally.answers, must: { beAtLeast: cells.length } },
      { name: "  entries by caller that serve", value: tally.served },
      { name: "  entries by caller that turn away", value: tally.refused },
      { name: "  wrong answers", value: tally.problems.length, must: { be: 0 } },
      { name: "  other merchant's rows unchanged", value: Number(isUntouched), must: { be: 1 } },
      { name: "  time for the answers", value: seconds, unit: "s" },
      ...throughPooler,
    ];
  } finally {
    await world.close();
  }
}

/** Every way in, called as everybody about everything: nobody sees or changes another merchant's rows. */
export const merchants: Proof = { name: "merchants", title: "Merchants kept apart", run };
