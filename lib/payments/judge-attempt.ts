import type { FailureReason, Outcome, PushState } from "./model";
import type { AttemptSnapshot, Fact } from "./snapshot";
import {
  ATTEMPT_WINDOW_MS,
  CONFIRM_AFTER_MS,
  FAILURE_COUNTS_AFTER_MS,
  SUCCESS_COUNTS_AFTER_MS,
} from "./timing";

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

type Context = { orderExpiresAt: Date; receiptOwners: ReadonlyMap<string, string> };

const CALLBACKS = new Set(["callback_success", "callback_failure", "callback_undetermined"]);

const byTime = (a: Fact, b: Fact) =>
  a.receivedAt.getTime() - b.receivedAt.getTime() || (a.id < b.id ? -1 : 1);

/** The pair of answers that lets a query count: `gapMs` apart, none before `notBeforeMs`. */
function confirmedAt(answers: Fact[], notBeforeMs: number): Date | null {
  const counting = answers.filter((fact) => fact.receivedAt.getTime() >= notBeforeMs);
  const first = counting[0];
  if (!first) return null;
  const second = counting.find(
    (fact) => fact.receivedAt.getTime() - first.receivedAt.getTime() >= CONFIRM_AFTER_MS,
  );
  return second?.receivedAt ?? null;
}

function judgePush(facts: Fact[]): PushState {
  const kinds = new Set(facts.map((fact) => fact.kind));
  if (kinds.has("push_accepted")) return "accepted";
  if (kinds.has("push_refused") || kinds.has("push_not_sent")) return "rejected";
  if (kinds.has("push_unknown") || kinds.has("sending_stale")) return "unknown";
  return "sending";
}

const differs = (known: string | null, told: string | null) =>
  known !== null && told !== null && known !== told;

/**
 * Safaricom's ids: what the push answer named, else what the first callback named (a callback may
 * overtake the answer, or outlive a lost one). A callback about another push names nothing.
 */
function judgeIds(facts: Fact[]) {
  const accepted = facts.find((fact) => fact.kind === "push_accepted");
  const callback = facts.find(
    ({ kind, checkoutRequestId }) =>
      CALLBACKS.has(kind) &&
      checkoutRequestId !== null &&
      !differs(accepted?.checkoutRequestId ?? null, checkoutRequestId),
  );
  return {
    merchantRequestId: accepted?.merchantRequestId ?? callback?.merchantRequestId ?? null,
    checkoutRequestId: accepted?.checkoutRequestId ?? callback?.checkoutRequestId ?? null,
  };
}

/** Success callbacks, sorted by what they say about the amount and whose receipt they carry. */
function sortSuccesses(attempt: AttemptSnapshot, successes: Fact[], context: Context) {
  const isReused = ({ receipt }: Fact) => {
    const owner = receipt === null ? undefined : context.receiptOwners.get(receipt);
    return owner !== undefined && owner !== attempt.id;
  };
  const own = successes.filter((fact) => !isReused(fact));
  return {
    reused: successes.filter(isReused),
    exact: own.filter((fact) => fact.amountKes === attempt.amountKes),
    differing: own.filter(
      (fact) => fact.amountKes !== null && fact.amountKes !== attempt.amountKes,
    ),
    unknown: own.filter((fact) => fact.amountKes === null),
  };
}

type Successes = ReturnType<typeof sortSuccesses>;

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

/** The first failure that counts, with its time: a callback, a refused push, two equal answers. */
function judgeFailure(facts: Fact[], callbacks: Fact[], push: PushState, countsFromMs: number) {
  const failures = callbacks.filter((fact) => fact.kind === "callback_failure");
  if (push === "rejected") {
    failures.push(
      ...facts.filter((fact) => fact.kind === "push_refused" || fact.kind === "push_not_sent"),
    );
  }
  const found = failures.map(({ receivedAt, reason }) => ({ at: receivedAt, reason }));
  const answers = facts.filter((fact) => fact.kind === "query_failed");
  for (const code of new Set(answers.map((fact) => fact.code))) {
    const same = answers.filter((fact) => fact.code === code);
    const at = confirmedAt(same, countsFromMs);
    if (at) found.push({ at, reason: same[0]?.reason ?? null });
  }
  return found.sort((a, b) => a.at.getTime() - b.at.getTime())[0] ?? null;
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
 * Judges an attempt by the whole set of its evidence (design.md, rules 2 to 9). Pure and total:
 * the same set gives the same judgement in whatever order it arrived.
 */
export function judgeAttempt(
  attempt: AttemptSnapshot,
  evidence: Fact[],
  context: Context,
): Judgement {
  const facts = [...evidence].sort(byTime);
  const push = judgePush(facts);
  const ids = judgeIds(facts);
  const pushedAt = facts.find((fact) => fact.kind === "push_accepted")?.receivedAt ?? null;
  const baseMs = (pushedAt ?? attempt.createdAt).getTime();

  const idsDiffer = (fact: Fact) =>
    differs(ids.checkoutRequestId, fact.checkoutRequestId) ||
    differs(ids.merchantRequestId, fact.merchantRequestId);
  const allCallbacks = facts.filter((fact) => CALLBACKS.has(fact.kind));
  const callbacks = allCallbacks.filter((fact) => !idsDiffer(fact));
  const successes = callbacks.filter((fact) => fact.kind === "callback_success");
  const found = sortSuccesses(attempt, successes, context);

  const zeros = facts.filter((fact) => fact.kind === "query_succeeded");
  const isConfirmed = confirmedAt(zeros, baseMs + SUCCESS_COUNTS_AFTER_MS) !== null;
  const failure = judgeFailure(facts, callbacks, push, baseMs + FAILURE_COUNTS_AFTER_MS);
  const outcome = judgeOutcome(found, isConfirmed, failure !== null, facts);

  const positiveAt = [...successes, ...zeros].sort(byTime)[0]?.receivedAt ?? null;
  const windowEndMs = attempt.createdAt.getTime() + ATTEMPT_WINDOW_MS;
  const lateFromMs = Math.max(context.orderExpiresAt.getTime(), windowEndMs);
  const ownReceipts = [...found.exact, ...found.differing, ...found.unknown].map((f) => f.receipt);

  return {
    push,
    outcome,
    reason: outcome === "failed" ? (failure?.reason ?? "daraja_refused") : null,
    ...ids,
    pushedAt,
    reportedAmountKes: found.differing[0]?.amountKes ?? null,
    payment: judgePayment(attempt, found, isConfirmed),
    late: positiveAt !== null && positiveAt.getTime() > lateFromMs,
    afterFailure: positiveAt !== null && failure !== null && failure.at < positiveAt,
    findings: {
      idsDiffer: allCallbacks.some(idsDiffer),
      receiptReused: found.reused.length > 0,
      secondReceipt: new Set(ownReceipts.filter((receipt) => receipt !== null)).size > 1,
      amountUnknown: found.unknown.length > 0,
      amountDiffers: found.differing.length > 0,
      neverResolved: facts.some((fact) => fact.kind === "checks_ended"),
    },
  };
}
