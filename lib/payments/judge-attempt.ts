import { findNamings, isCallback, isContradicted, isForeign, namedIds } from "./judge-ids";
import { confirmation, isCounting } from "./judge-query";
import { sortSuccesses, type Successes } from "./judge-successes";
import type { FailureReason, Outcome, PushState } from "./model";
import { compareMoments, isBefore } from "./received-order";
import type { AttemptSnapshot, Fact, ReceiptOwners } from "./snapshot";
import { ATTEMPT_WINDOW_MS } from "./timing";

/** What a set of evidence says about one attempt, whatever the order it came in. */
export type Judgement = {
  push: PushState;
  outcome: Outcome;
  reason: FailureReason | null;
  merchantRequestId: string | null;
  checkoutRequestId: string | null;
  pushedAt: Date | null;
  reportedAmountKes: number | null;
  /** The money seen; `counted` only if it is exactly what was asked for. */
  payment: { amountKes: number; receipt: string | null; counted: boolean } | null;
  late: boolean;
  afterFailure: boolean;
  /** Why a person should look. */
  findings: {
    idsDiffer: boolean;
    receiptReused: boolean;
    secondReceipt: boolean;
    amountUnknown: boolean;
    amountDiffers: boolean;
    neverResolved: boolean;
  };
};

type Context = { orderExpiresAt: Date; receiptOwners: ReceiptOwners };

function judgePush(facts: Fact[]): PushState {
  const kinds = new Set(facts.map((fact) => fact.kind));
  if (kinds.has("push_accepted")) return "accepted";
  if (kinds.has("push_refused") || kinds.has("push_not_sent")) return "rejected";
  if (kinds.has("push_unknown") || kinds.has("sending_stale")) return "unknown";
  return "sending";
}

const firstReceipt = (facts: Fact[]) =>
  facts.find((fact) => fact.receipt !== null)?.receipt ?? null;

/** The payment that the evidence shows, or null. A receipt is never invented (rule 9). */
function judgePayment(attempt: AttemptSnapshot, found: Successes, isConfirmedByQuery: boolean) {
  const { exact, differing, unknown } = found;
  // One rule for every case, or the receipt would depend on what was applied first (rule 5).
  const receipt = firstReceipt(exact) ?? firstReceipt(differing) ?? firstReceipt(unknown);
  if (exact.length > 0 || isConfirmedByQuery) {
    return { amountKes: attempt.amountKes, receipt, counted: true };
  }
  const reported = differing[0];
  if (reported?.amountKes == null) return null;
  return { amountKes: reported.amountKes, receipt, counted: false };
}

/**
 * The first failure that counts, by when it was known: a callback, a refused push, two equal answers.
 * A refusal after an accepted push says nothing.
 */
function judgeFailure(
  facts: Fact[],
  callbacks: Fact[],
  accepted: Fact | null,
  counting: Fact[],
): Fact | null {
  const refusals = facts.filter(
    (fact) =>
      (fact.kind === "push_refused" || fact.kind === "push_not_sent") &&
      !(accepted && isBefore(accepted, fact)),
  );
  const answers = counting.filter((fact) => fact.kind === "query_failed");
  const confirmed = [...new Set(answers.map(({ code }) => code))].flatMap(
    (code) => confirmation(answers.filter((answer) => answer.code === code)) ?? [],
  );
  const failures = callbacks.filter((fact) => fact.kind === "callback_failure");
  return [...failures, ...refusals, ...confirmed].sort(compareMoments)[0] ?? null;
}

function judgeOutcome(
  found: Successes,
  isConfirmed: boolean,
  hasFailed: boolean,
  facts: Fact[],
): Outcome {
  if (found.exact.length > 0 || isConfirmed) return "succeeded";
  if (found.differing.length > 0 || found.reused.length > 0) return "review";
  // A success whose amount is unknown beats a failure, and cannot be counted: a person decides.
  if (hasFailed) return found.unknown.length > 0 ? "review" : "failed";
  return facts.some((fact) => fact.kind === "window_ended") ? "unresolved" : "pending";
}

/**
 * Judges an attempt by the whole set of its evidence (design.md, rules 2 to 9). Pure and total. What
 * a piece means depends on what was received before it and on nothing later, so more evidence at the
 * end never lowers a judgement.
 */
export function judgeAttempt(
  attempt: AttemptSnapshot,
  evidence: readonly Fact[],
  context: Context,
): Judgement {
  const facts = [...evidence].sort(compareMoments);
  const namings = findNamings(facts);
  const accepted = namings.answer;

  const allCallbacks = facts.filter(isCallback);
  const callbacks = allCallbacks.filter((fact) => !isForeign(namings, fact));
  const successes = callbacks.filter((fact) => fact.kind === "callback_success");
  const found = sortSuccesses(attempt, successes, context.receiptOwners);

  const zeros = facts.filter((fact) => fact.kind === "query_succeeded");
  const counting = facts.filter((fact) => isCounting(attempt, accepted, fact));
  const isConfirmed = confirmation(counting.filter((fact) => zeros.includes(fact))) !== null;
  const failure = judgeFailure(facts, callbacks, accepted, counting);
  const outcome = judgeOutcome(found, isConfirmed, failure !== null, facts);

  const positive = [...successes, ...zeros].sort(compareMoments)[0];
  const windowEndMs = attempt.createdAt.getTime() + ATTEMPT_WINDOW_MS;
  const lateFromMs = Math.max(context.orderExpiresAt.getTime(), windowEndMs);
  const ownReceipts = [...found.exact, ...found.differing, ...found.unknown].map((f) => f.receipt);

  return {
    push: judgePush(facts),
    outcome,
    reason: outcome === "failed" ? (failure?.reason ?? "daraja_refused") : null,
    ...namedIds(namings),
    pushedAt: accepted?.receivedAt ?? null,
    reportedAmountKes: found.differing[0]?.amountKes ?? null,
    payment: judgePayment(attempt, found, isConfirmed),
    late: positive !== undefined && positive.receivedAt.getTime() > lateFromMs,
    afterFailure: positive !== undefined && failure !== null && isBefore(failure, positive),
    findings: {
      idsDiffer: allCallbacks.some(
        (fact) => isForeign(namings, fact) || isContradicted(namings, fact),
      ),
      receiptReused: found.reused.length > 0,
      secondReceipt: new Set(ownReceipts.filter((receipt) => receipt !== null)).size > 1,
      amountUnknown: found.unknown.length > 0,
      amountDiffers: found.differing.length > 0,
      neverResolved: facts.some((fact) => fact.kind === "checks_ended"),
    },
  };
}
