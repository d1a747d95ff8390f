import { isBefore } from "./received-order";
import type { AttemptSnapshot, Fact } from "./snapshot";
import { CONFIRM_AFTER_MS, FAILURE_COUNTS_AFTER_MS, SUCCESS_COUNTS_AFTER_MS } from "./timing";

/** Whether a settled answer came late enough after `base` to count (rule 9). */
export function isCountingFrom(base: Date, answer: Fact): boolean {
  const fromMs =
    answer.kind === "query_succeeded" ? SUCCESS_COUNTS_AFTER_MS : FAILURE_COUNTS_AFTER_MS;
  return answer.receivedAt.getTime() - base.getTime() >= fromMs;
}

/**
 * Whether a settled answer counts: so long after the push, or after the claim where the accepted push
 * was not known yet when the answer came.
 */
export function isCounting(
  attempt: Pick<AttemptSnapshot, "createdAt">,
  accepted: Fact | null,
  answer: Fact,
): boolean {
  const isKnown = accepted !== null && isBefore(accepted, answer);
  return isCountingFrom(isKnown ? accepted.receivedAt : attempt.createdAt, answer);
}

/** Whether `answer` came long enough after the first one to confirm it. */
export const isConfirming = (firstAt: Date, answer: Fact): boolean =>
  answer.receivedAt.getTime() - firstAt.getTime() >= CONFIRM_AFTER_MS;
