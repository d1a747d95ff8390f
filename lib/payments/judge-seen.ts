import { differ, namesPush, mergeIds, type Ids } from "./judge-ids";
import { isConfirming, isCountingFrom } from "./judge-query";
import { isReused } from "./judge-success";
import type { FailureReason, PushState } from "./model";
import type { AttemptSnapshot, Fact, ReceiptOwners } from "./snapshot";
import { ATTEMPT_WINDOW_MS } from "./timing";

/**
 * What the evidence of an attempt says up to some moment: everything that a judgement may use, now or
 * after more evidence. Few values, however much evidence there is.
 */
export type Seen = {
  push: PushState;
  pushedAt: Date | null;
  ids: {
    /** What the accepted push named, and the first callback that is not about another push. */
    answer: Ids | null;
    callback: Ids | null;
    /** What callbacks named before the push answer, each pair once; a later answer may contradict. */
    early: readonly Ids[];
    differ: boolean;
  };
  /** Success callbacks: the first of each sort, with the first receipt that such a one named. */
  exact: { receipt: string | null } | null;
  differing: { amountKes: number; receipt: string | null } | null;
  unknown: { receipt: string | null } | null;
  isReceiptReused: boolean;
  receipts: readonly string[];
  /** By query: when the first answer came that counts, until an equal one confirms it. */
  zero: Date | "confirmed" | null;
  failedAnswers: ReadonlyMap<string | null, Date>;
  /** The first failure that counts; what fails later is not kept. */
  failure: { reason: FailureReason | null } | null;
  /** The first positive evidence. */
  positive: { late: boolean; afterFailure: boolean } | null;
  isWindowEnded: boolean;
  areChecksEnded: boolean;
};

/** Of different receipts the second already says that a person should look. */
const RECEIPTS_KEPT = 2;

export const NOTHING_SEEN: Seen = {
  push: "sending",
  pushedAt: null,
  ids: { answer: null, callback: null, early: [], differ: false },
  exact: null,
  differing: null,
  unknown: null,
  isReceiptReused: false,
  receipts: [],
  zero: null,
  failedAnswers: new Map(),
  failure: null,
  positive: null,
  isWindowEnded: false,
  areChecksEnded: false,
};

export type SeeContext = {
  attempt: Pick<AttemptSnapshot, "id" | "amountKes" | "createdAt">;
  orderExpiresAt: Date;
  receiptOwners: ReceiptOwners;
};

/** A lost answer says less than a refusal, and nothing beside an accepted push. */
const seePush = (seen: Seen, push: "unknown" | "rejected"): Seen =>
  seen.push === "sending" || seen.push === "unknown" ? { ...seen, push } : seen;

const seeFailure = (seen: Seen, reason: FailureReason | null): Seen => ({
  ...seen,
  failure: seen.failure ?? { reason },
  failedAnswers: new Map(),
});

function seeAccepted(seen: Seen, fact: Fact): Seen {
  if (seen.pushedAt) return seen;
  const answer = idsOf(fact);
  const ids = {
    ...seen.ids,
    answer,
    early: [],
    differ: seen.ids.differ || seen.ids.early.some((early) => differ(answer, early)),
  };
  return { ...seen, push: "accepted", pushedAt: fact.receivedAt, ids };
}

/** A refusal after an accepted push says nothing. */
function seeRefused(seen: Seen, fact: Fact): Seen {
  return seen.pushedAt ? seen : seeFailure(seePush(seen, "rejected"), fact.reason);
}

function seePositive(seen: Seen, fact: Fact, { attempt, orderExpiresAt }: SeeContext): Seen {
  if (seen.positive) return seen;
  const windowEndMs = attempt.createdAt.getTime() + ATTEMPT_WINDOW_MS;
  const late = fact.receivedAt.getTime() > Math.max(orderExpiresAt.getTime(), windowEndMs);
  return { ...seen, positive: { late, afterFailure: seen.failure !== null } };
}

const idsOf = ({ merchantRequestId, checkoutRequestId }: Ids): Ids => ({
  merchantRequestId,
  checkoutRequestId,
});

const names = (ids: Ids) => ids.merchantRequestId !== null || ids.checkoutRequestId !== null;
const isSame = (a: Ids, b: Ids) =>
  a.merchantRequestId === b.merchantRequestId && a.checkoutRequestId === b.checkoutRequestId;

/** What a callback says of ids; null if it is about another push and says nothing else. */
function seeIds(seen: Seen, fact: Fact): Seen["ids"] | null {
  const { answer, callback, early } = seen.ids;
  if (differ(mergeIds(answer, callback), fact)) return null;
  const said = idsOf(fact);
  const isNew = names(said) && !early.some((other) => isSame(other, said));
  return {
    ...seen.ids,
    callback: callback ?? (namesPush(said) ? said : null),
    early: answer === null && isNew ? [...early, said] : early,
  };
}

const seeReceipt = (receipts: readonly string[], receipt: string | null) =>
  receipt === null || receipts.includes(receipt) || receipts.length === RECEIPTS_KEPT
    ? receipts
    : [...receipts, receipt];

function seeSuccess(before: Seen, fact: Fact, context: SeeContext): Seen {
  const seen = seePositive(before, fact, context);
  const { attempt, receiptOwners } = context;
  if (isReused(attempt, fact, receiptOwners)) return { ...seen, isReceiptReused: true };
  const receipts = seeReceipt(seen.receipts, fact.receipt);
  const first = (found: { receipt: string | null } | null) => found?.receipt ?? fact.receipt;
  if (fact.amountKes === null) {
    return { ...seen, receipts, unknown: { receipt: first(seen.unknown) } };
  }
  if (fact.amountKes === attempt.amountKes) {
    return { ...seen, receipts, exact: { receipt: first(seen.exact) } };
  }
  const amountKes = seen.differing?.amountKes ?? fact.amountKes;
  return { ...seen, receipts, differing: { amountKes, receipt: first(seen.differing) } };
}

function seeCallback(before: Seen, fact: Fact, context: SeeContext): Seen {
  const ids = seeIds(before, fact);
  if (!ids) return { ...before, ids: { ...before.ids, differ: true } };
  const seen = { ...before, ids };
  if (fact.kind === "callback_success") return seeSuccess(seen, fact, context);
  return fact.kind === "callback_failure" ? seeFailure(seen, fact.reason) : seen;
}

/** Two answers count only if each came late enough by what was known of the push when it came. */
const counts = (seen: Seen, fact: Fact, { attempt }: SeeContext) =>
  isCountingFrom(seen.pushedAt ?? attempt.createdAt, fact);

function seeZero(before: Seen, fact: Fact, context: SeeContext): Seen {
  const seen = seePositive(before, fact, context);
  if (seen.zero === "confirmed" || !counts(seen, fact, context)) return seen;
  if (!seen.zero) return { ...seen, zero: fact.receivedAt };
  return isConfirming(seen.zero, fact) ? { ...seen, zero: "confirmed" } : seen;
}

function seeFailedAnswer(seen: Seen, fact: Fact, context: SeeContext): Seen {
  if (seen.failure || !counts(seen, fact, context)) return seen;
  const first = seen.failedAnswers.get(fact.code);
  if (!first) {
    const failedAnswers = new Map([...seen.failedAnswers, [fact.code, fact.receivedAt]]);
    return { ...seen, failedAnswers };
  }
  return isConfirming(first, fact) ? seeFailure(seen, fact.reason) : seen;
}

/** What is seen after one more piece, received later than all before it. */
export function see(seen: Seen, fact: Fact, context: SeeContext): Seen {
  switch (fact.kind) {
    case "push_accepted":
      return seeAccepted(seen, fact);
    case "push_refused":
    case "push_not_sent":
      return seeRefused(seen, fact);
    case "push_unknown":
    case "sending_stale":
      return seePush(seen, "unknown");
    case "callback_success":
    case "callback_failure":
    case "callback_undetermined":
    case "callback_unreadable":
      return seeCallback(seen, fact, context);
    case "query_succeeded":
      return seeZero(seen, fact, context);
    case "query_failed":
      return seeFailedAnswer(seen, fact, context);
    case "window_ended":
      return { ...seen, isWindowEnded: true };
    case "checks_ended":
      return { ...seen, areChecksEnded: true };
    case "push_token_rejected":
    case "query_in_progress":
    case "query_no_answer":
    case "order_expired":
    case "order_cancelled":
    case "case_closed":
    case "payment_accepted":
    case "refunded_outside":
    case "rest_asked":
    case "written_off":
    case "paid_by_hand":
      return seen;
    default:
      return fact.kind satisfies never;
  }
}
