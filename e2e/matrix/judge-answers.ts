import type { Answer } from "./call-entry";
import type { Entry } from "./entry";
import type { Caller } from "./make-callers";
import type { MatrixWorld, Subject } from "./world";

export type Answers = ReadonlyMap<Subject, Answer>;

const FIRST_REFUSAL = 300;

export const same = (one: Answer, other: Answer) =>
  one.status === other.status && one.headers === other.headers && one.body === other.body;

/** Where two answers part, for whoever has to find out why. */
function firstDifference(one: Answer, other: Answer): string {
  if (one.status !== other.status) return `${one.status} and ${other.status}`;
  const [a, b] =
    one.headers === other.headers ? [one.body, other.body] : [one.headers, other.headers];
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  const from = Math.max(0, at - 40);
  return `${JSON.stringify(a.slice(from, from + 90))} and ${JSON.stringify(b.slice(from, from + 90))}`;
}

export const isServed = ({ serves }: Entry, { name }: Caller): boolean =>
  serves === "everybody" || serves.includes(name);

/** Whether the answer may hold what is the caller's own: it serves them, or it is a page of theirs. */
const mayShowOwn = (entry: Entry, caller: Caller): boolean =>
  isServed(entry, caller) || entry.readersOfPage.some((role) => role === caller.name);

/** What must be all one for this caller: whatever is not theirs, or everything. */
export function mustBeAlike(entry: Entry, caller: Caller): readonly Subject[] {
  if (entry.about === null) return [];
  if (!mayShowOwn(entry, caller)) return ["own", "other", "deleted", "none"];
  return entry.serves === "everybody" ? ["deleted", "none"] : ["other", "deleted", "none"];
}

function findTold(answers: Answers, subjects: readonly Subject[]): string[] {
  const [first, ...others] = subjects.flatMap((subject) => {
    const answer = answers.get(subject);
    return answer === undefined ? [] : [{ subject, answer }];
  });
  if (first === undefined) return [];
  return others.flatMap(({ subject, answer }) => {
    if (same(first.answer, answer)) return [];
    const difference = firstDifference(first.answer, answer);
    return [`tells ${first.subject} from ${subject}: ${difference}`];
  });
}

function findLeaks({ marks }: MatrixWorld, entry: Entry, answers: Answers, isOwnShown: boolean) {
  return [...answers].flatMap(([subject, { text }]) => {
    const isPublic = entry.serves === "everybody" && entry.about !== null;
    const hidden = [
      ...(isPublic && subject === "other" ? [] : marks.other.all),
      ...(isOwnShown && subject === "own" ? [] : marks.own.all),
    ];
    const shown = hidden.filter((mark) => text.includes(mark));
    return shown.length === 0 ? [] : [`about ${subject} shows ${shown.join(", ")}`];
  });
}

function findUnserved({ marks }: MatrixWorld, entry: Entry, answers: Answers): string[] {
  const served: Subject[] = entry.serves === "everybody" ? ["own", "other"] : ["own"];
  const alike = answers.get("none");
  return served.flatMap((subject) => {
    const answer = answers.get(subject);
    if (answer === undefined) return [];
    const problems = entry.answers.includes(answer.status)
      ? []
      : [`about ${subject} answers ${answer.status}: ${answer.body.slice(0, 120)}`];
    if (alike !== undefined && same(alike, answer)) problems.push(`${subject} is answered as none`);
    if (entry.showsOrders && !answer.text.includes(marks.own.title)) {
      problems.push(`about ${subject} does not show the order`);
    }
    return problems;
  });
}

/** What is wrong with the answers that one caller got at one entry; empty if they are as they must be. */
export function judgeAnswers(
  world: MatrixWorld,
  caller: Caller,
  { entry, answers }: { entry: Entry; answers: Answers },
): string[] {
  const isAnswered = isServed(entry, caller);
  const letIn = [...answers].flatMap(([subject, { status }]) =>
    isAnswered || status >= FIRST_REFUSAL ? [] : [`about ${subject} is answered ${status}`],
  );
  return [
    ...letIn,
    ...findTold(answers, mustBeAlike(entry, caller)),
    ...findLeaks(world, entry, answers, mayShowOwn(entry, caller)),
    ...(isAnswered ? findUnserved(world, entry, answers) : []),
  ];
}
