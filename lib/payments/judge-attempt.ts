import { mergeIds } from "./judge-ids";
import { NOTHING_SEEN, see, type SeeContext, type Seen } from "./judge-seen";
import type { FailureReason, Outcome, PushState } from "./model";
import { compareMoments } from "./received-order";
import type { AttemptSnapshot, Fact } from "./snapshot";

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

function judgeOutcome(seen: Seen): Outcome {
  const { exact, zero, differing, isReceiptReused, failure, unknown } = seen;
  if (exact || zero === "confirmed") return "succeeded";
  if (differing || isReceiptReused) return "review";
  // A success whose amount is unknown beats a failure, and cannot be counted: a person decides.
  if (failure) return unknown ? "review" : "failed";
  return seen.isWindowEnded ? "unresolved" : "pending";
}

/** The payment that the evidence shows, or null. A receipt is never invented (rule 9). */
function judgePayment({ amountKes }: AttemptSnapshot, seen: Seen): Judgement["payment"] {
  const { exact, differing, unknown } = seen;
  // One rule for every case, or the receipt would depend on what was applied first (rule 5).
  const receipt = exact?.receipt ?? differing?.receipt ?? unknown?.receipt ?? null;
  if (exact || seen.zero === "confirmed") return { amountKes, receipt, counted: true };
  return differing && { amountKes: differing.amountKes, receipt, counted: false };
}

/** What follows for an attempt from what is seen of its evidence. Pure and total. */
export function judgeSeen(attempt: AttemptSnapshot, seen: Seen): Judgement {
  const outcome = judgeOutcome(seen);
  return {
    push: seen.push,
    outcome,
    reason: outcome === "failed" ? (seen.failure?.reason ?? "daraja_refused") : null,
    ...mergeIds(seen.ids.answer, seen.ids.callback),
    pushedAt: seen.pushedAt,
    reportedAmountKes: seen.differing?.amountKes ?? null,
    payment: judgePayment(attempt, seen),
    late: seen.positive?.late ?? false,
    afterFailure: seen.positive?.afterFailure ?? false,
    findings: {
      idsDiffer: seen.ids.differ,
      receiptReused: seen.isReceiptReused,
      secondReceipt: seen.receipts.length > 1,
      amountUnknown: seen.unknown !== null,
      amountDiffers: seen.differing !== null,
      neverResolved: seen.areChecksEnded,
    },
  };
}

/**
 * Judges an attempt by the whole set of its evidence (design.md, rules 2 to 9). Pure and total. What
 * a piece means depends on what was received before it and on nothing later, so more evidence at the
 * end never lowers a judgement.
 */
export function judgeAttempt(
  attempt: AttemptSnapshot,
  evidence: readonly Fact[],
  context: Omit<SeeContext, "attempt">,
): Judgement {
  const seeing = { attempt, ...context };
  const seen = [...evidence]
    .sort(compareMoments)
    .reduce((before, fact) => see(before, fact, seeing), NOTHING_SEEN);
  return judgeSeen(attempt, seen);
}
