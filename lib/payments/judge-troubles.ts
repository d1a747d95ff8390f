import { differ, isCallback, mergeIds } from "./judge-ids";
import { NOTHING_SEEN, see, type SeeContext, type Seen } from "./judge-seen";
import { isReused } from "./judge-success";
import type { CaseKind } from "./model";
import { compareMoments, isBefore, type Moment } from "./received-order";
import type { AttemptSnapshot, Fact, PaymentSnapshot } from "./snapshot";

type Context = Omit<SeeContext, "attempt"> & {
  attempt: AttemptSnapshot;
  /** The attempt's payment as it stands after the evidence at hand. */
  payment: PaymentSnapshot | null;
};

/** What one more piece says about an attempt that a person should look at. */
function troublesOf(before: Seen, fact: Fact, after: Seen, context: Context): CaseKind[] {
  const troubles: CaseKind[] = [];
  const isForeign =
    isCallback(fact) && differ(mergeIds(before.ids.answer, before.ids.callback), fact);
  if (isForeign || (after.ids.differ && !before.ids.differ)) troubles.push("ids_differ");
  if (after.areChecksEnded && !before.areChecksEnded) troubles.push("never_resolved");
  if (fact.kind === "callback_success" && !isForeign) {
    troubles.push(...troublesOfSuccess(before, fact, context));
  }
  if (contradicts(fact, context)) troubles.push("contradicts_decision");
  return troubles;
}

/** The same money told again is no news; anything else about it is, however often. */
function troublesOfSuccess(before: Seen, fact: Fact, context: Context): CaseKind[] {
  const { attempt, receiptOwners } = context;
  if (isReused(attempt, fact, receiptOwners)) return ["receipt_reused"];
  const { receipt, amountKes } = fact;
  const troubles: CaseKind[] = [];
  const isNewReceipt = receipt !== null && !before.receipts.includes(receipt);
  if (isNewReceipt && before.receipts.length > 0) troubles.push("second_receipt");
  if (amountKes === null && (!before.unknown || isNewReceipt)) troubles.push("amount_unknown");
  if (amountKes !== null && amountKes !== attempt.amountKes) {
    if (before.differing?.amountKes !== amountKes) troubles.push("amount_differs");
  }
  return troubles;
}

/** Whether a success says something else than what a person decided of the money. */
function contradicts(fact: Fact, { attempt, payment }: Context): boolean {
  const { amountKes, receipt } = fact;
  switch (attempt.decision) {
    case "refunded":
      return fact.kind === "callback_success" || fact.kind === "query_succeeded";
    case "accepted":
    case "by_hand":
      if (fact.kind !== "callback_success" || !payment) return false;
      return (
        (amountKes !== null && amountKes !== payment.amountKes) ||
        (receipt !== null && payment.receipt !== null && receipt !== payment.receipt)
      );
    case "written_off":
    case null:
      return false;
    default:
      return attempt.decision satisfies never;
  }
}

/**
 * What a person should look at of the evidence at hand, and of all that was received after `seenUpTo`:
 * up to there everything was told when it was applied, and a person may have closed it since. Pure and
 * total.
 */
export function findTroubles(
  facts: readonly Fact[],
  { evidence, seenUpTo }: { evidence: Fact; seenUpTo: Moment | null },
  context: Context,
): CaseKind[] {
  const found = new Set<CaseKind>();
  let seen = NOTHING_SEEN;
  for (const fact of [...facts].sort(compareMoments)) {
    const after = see(seen, fact, context);
    // The piece itself, too: a clock that was set back may have dated it before what was seen.
    if (fact.id === evidence.id || !seenUpTo || isBefore(seenUpTo, fact)) {
      for (const trouble of troublesOf(seen, fact, after, context)) found.add(trouble);
    }
    seen = after;
  }
  return [...found];
}

/** The first receipt that the evidence names as this attempt's own, or null. */
export function firstReceipt(
  facts: readonly Fact[],
  context: Pick<Context, "attempt" | "orderExpiresAt" | "receiptOwners">,
): string | null {
  const seen = [...facts]
    .sort(compareMoments)
    .reduce((before, fact) => see(before, fact, context), NOTHING_SEEN);
  return seen.receipts[0] ?? null;
}
