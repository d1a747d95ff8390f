import { findNamings, isContradicted, isForeign, namesPush, type Namings } from "./judge-ids";
import { isConfirming, isCounting } from "./judge-query";
import { amountRelation, isReused } from "./judge-success";
import { compareMoments, isBefore, type Moment } from "./received-order";
import type { AttemptSnapshot, Fact, ReceiptOwners } from "./snapshot";

/**
 * The rule of visible facts: what a piece of evidence is judged together with when it is applied.
 * Visible is all stored evidence of the same attempt that was received no later than the piece at
 * hand or than the latest piece applied before it, whether it is applied itself or not. So what is
 * judged is always a beginning of the order of receipt, each time the same or a longer one, and a
 * state follows from the evidence and the order of application alone: replaying it gives the same.
 */

export type StoredFact = Fact & { isApplied: boolean };

export type VisibleFacts = {
  /** What is visible, in the order of receipt, without the piece at hand. */
  facts: Fact[];
  /** The latest piece that was applied before: up to here everything was judged already. */
  seenUpTo: Moment | null;
};

/** What `evidence` is judged together with, out of all stored evidence of its attempt. */
export function visibleFacts(stored: readonly StoredFact[], evidence: Fact): VisibleFacts {
  const others = stored.filter(({ id }) => id !== evidence.id).sort(compareMoments);
  const seenUpTo = others.findLast(({ isApplied }) => isApplied) ?? null;
  const horizon = seenUpTo && isBefore(evidence, seenUpTo) ? seenUpTo : evidence;
  return { facts: others.filter((fact) => !isBefore(horizon, fact)), seenUpTo };
}

type Subject = {
  attempt: Pick<AttemptSnapshot, "id" | "amountKes" | "createdAt">;
  receiptOwners: ReceiptOwners;
};

/**
 * The facts that decide, out of any number: of all facts that say the same the first, and the newest
 * of each kind for the schedule of checks. Callbacks about another push all say the same, whatever
 * else they hold, so that a flood of them hides nothing and fills no memory. telling-facts-query.ts
 * does the same in SQL; a database test holds the two together.
 */
export function tellingFacts(facts: readonly Fact[], subject: Subject): Fact[] {
  const sorted = [...facts].sort(compareMoments);
  const namings = findNamings(sorted);
  const successes = sorted.filter(
    (fact) =>
      fact.kind === "callback_success" &&
      fact.receipt !== null &&
      !isForeign(namings, fact) &&
      !isReused(subject.attempt, fact, subject.receiptOwners),
  );
  const context: Context = {
    ...subject,
    namings,
    sorted,
    firstOwnReceipt: successes[0]?.receipt ?? null,
  };
  const first = new Map<string, Fact>();
  const newest = new Map<string, Fact>();
  for (const fact of sorted) {
    const saying = sayingOf(fact, context);
    if (!first.has(saying)) first.set(saying, fact);
    if (!isForeign(namings, fact)) newest.set(fact.kind, fact);
  }
  const telling = new Set([...first.values(), ...newest.values()]);
  return sorted.filter((fact) => telling.has(fact));
}

type Context = Subject & { namings: Namings; sorted: Fact[]; firstOwnReceipt: string | null };

/** What a fact says, as far as a judgement can tell it from others; few values, by design. */
function sayingOf(fact: Fact, context: Context): string {
  switch (fact.kind) {
    case "callback_success":
    case "callback_failure":
    case "callback_undetermined":
    case "callback_unreadable":
      return [fact.kind, ...sayingOfCallback(fact, context)].join();
    case "query_succeeded":
    case "query_failed":
      return [fact.kind, ...sayingOfAnswer(fact, context)].join();
    default:
      return fact.kind;
  }
}

function sayingOfCallback(fact: Fact, context: Context): (string | boolean)[] {
  const { attempt, receiptOwners, namings, firstOwnReceipt } = context;
  if (isForeign(namings, fact)) return ["foreign"];
  const about = [namesPush(fact), isContradicted(namings, fact)];
  if (fact.kind !== "callback_success") return about;
  const money = [
    amountRelation(attempt, fact),
    isReused(attempt, fact, receiptOwners),
    fact.receipt !== null,
    fact.receipt === firstOwnReceipt,
  ];
  return [...about, ...money];
}

function sayingOfAnswer(fact: Fact, context: Context): (string | boolean | null)[] {
  const { attempt, namings, sorted } = context;
  const counts = (answer: Fact) => isCounting(attempt, namings.answer, answer);
  if (!counts(fact)) return [fact.code, false, false];
  const isEqual = (answer: Fact) => answer.kind === fact.kind && answer.code === fact.code;
  const first = sorted.find((answer) => isEqual(answer) && counts(answer)) ?? fact;
  return [fact.code, true, isConfirming(first.receivedAt, fact)];
}
