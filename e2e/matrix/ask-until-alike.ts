import type { Answer } from "./call-entry";
import { type Answers, same } from "./judge-answers";
import type { Subject } from "./world";

/** A page in a hundred comes in an order of its own: that many in a row do not. */
const MOST_ROUNDS = 10;

/** One answer of each subject, all alike, if they ever answered alike. */
function findAlike(said: ReadonlyMap<Subject, Answer[]>, alike: readonly Subject[]) {
  const [first = [], ...others] = alike.map((subject) => said.get(subject) ?? []);
  return first.find((one) => others.every((answers) => answers.some((each) => same(one, each))));
}

/**
 * Asks about each subject, and again while answers that must be alike are not: the framework streams
 * the parts of a page in the order in which they are ready, so one and the same page comes in a few
 * orders. Answers that differ by what exists never come out alike, however often they are asked for.
 */
export async function askUntilAlike(
  subjects: readonly Subject[],
  alike: readonly Subject[],
  ask: (subject: Subject) => Promise<Answer>,
): Promise<Answers> {
  const said = new Map<Subject, Answer[]>(subjects.map((subject) => [subject, []]));
  let found: Answer | undefined;
  for (let round = 1; round <= MOST_ROUNDS && found === undefined; round += 1) {
    const asked = round === 1 ? subjects : alike;
    await Promise.all(
      asked.map(async (subject) => {
        said.get(subject)?.push(await ask(subject));
      }),
    );
    found = findAlike(said, alike);
    if (alike.length === 0) break;
  }
  return new Map(
    [...said].flatMap(([subject, answers]) => {
      const answer = found !== undefined && alike.includes(subject) ? found : answers.at(-1);
      return answer === undefined ? [] : [[subject, answer] as const];
    }),
  );
}
