import { UNUSABLE_ID } from "@/lib/daraja/json";
import type { EvidenceKind } from "./model";
import { isBefore } from "./received-order";
import type { Fact } from "./snapshot";

export type Ids = Pick<Fact, "merchantRequestId" | "checkoutRequestId">;

/** The two pieces of evidence that may name Safaricom's ids of an attempt. */
export type Namings = {
  /** The first push answer that accepted the push. */
  answer: Fact | null;
  /** The first callback that names a CheckoutRequestID and is not about another push. */
  callback: Fact | null;
};

export const CALLBACK_KINDS = [
  "callback_success",
  "callback_failure",
  "callback_undetermined",
  "callback_unreadable",
] as const satisfies readonly EvidenceKind[];

const KINDS: ReadonlySet<EvidenceKind> = new Set(CALLBACK_KINDS);
export const isCallback = ({ kind }: Fact): boolean => KINDS.has(kind);

/** Whether ids can become an attempt's own: something unusable differs from every id, and is none. */
export const namesPush = ({ checkoutRequestId }: Ids): boolean =>
  checkoutRequestId !== null && checkoutRequestId !== UNUSABLE_ID;

const areDifferent = (known: string | null, told: string | null) =>
  known !== null && told !== null && known !== told;

/** Whether two name different ids; a missing one differs from nothing. */
export const differ = (known: Ids, told: Ids) =>
  areDifferent(known.checkoutRequestId, told.checkoutRequestId) ||
  areDifferent(known.merchantRequestId, told.merchantRequestId);

/** Finds who named the attempt's ids. `facts` stand in the order of receipt. */
export function findNamings(facts: readonly Fact[]): Namings {
  const answer = facts.find((fact) => fact.kind === "push_accepted") ?? null;
  const callback = facts.find(
    (fact) =>
      isCallback(fact) &&
      namesPush(fact) &&
      !(answer && isBefore(answer, fact) && differ(answer, fact)),
  );
  return { answer, callback: callback ?? null };
}

/** The push answer's ids; what it left out, from the callback, unless that spoke of another push. */
export function mergeIds(answer: Ids | null, callback: Ids | null): Ids {
  const second = answer && callback && differ(answer, callback) ? null : callback;
  return {
    merchantRequestId: answer?.merchantRequestId ?? second?.merchantRequestId ?? null,
    checkoutRequestId: answer?.checkoutRequestId ?? second?.checkoutRequestId ?? null,
  };
}

/**
 * Whether a callback is about another push: its ids differ from those that were known when it was
 * received. Later evidence cannot change that, and a callback that came before anything was known
 * counts as the attempt's own.
 */
export function isForeign({ answer, callback }: Namings, fact: Fact): boolean {
  if (!isCallback(fact)) return false;
  const earlier = (naming: Fact | null) => (naming && isBefore(naming, fact) ? naming : null);
  return differ(mergeIds(earlier(answer), earlier(callback)), fact);
}

/** Whether a push answer came later than this callback and named other ids. */
export const isContradicted = ({ answer }: Namings, fact: Fact): boolean =>
  answer !== null && isCallback(fact) && isBefore(fact, answer) && differ(answer, fact);
