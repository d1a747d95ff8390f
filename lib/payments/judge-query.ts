import type { AttemptSnapshot, Fact } from "./snapshot";
import { isBefore } from "./received-order";
import { CONFIRM_AFTER_MS, FAILURE_COUNTS_AFTER_MS, SUCCESS_COUNTS_AFTER_MS } from "./timing";

/**
 * Whether a settled answer came late enough to count (rule 9): so long after the push, or after the
 * claim where the accepted push was not known yet when the answer came.
 */
export function isCounting(
  attempt: Pick<AttemptSnapshot, "createdAt">,
  accepted: Fact | null,
  answer: Fact,
): boolean {
  const base = accepted && isBefore(accepted, answer) ? accepted.receivedAt : attempt.createdAt;
  const fromMs =
    answer.kind === "query_succeeded" ? SUCCESS_COUNTS_AFTER_MS : FAILURE_COUNTS_AFTER_MS;
  return answer.receivedAt.getTime() - base.getTime() >= fromMs;
}

/** Whether `answer` came long enough after `first` to confirm it. */
export const isConfirming = (first: Fact, answer: Fact): boolean =>
  answer.receivedAt.getTime() - first.receivedAt.getTime() >= CONFIRM_AFTER_MS;

/** The answer that confirmed the first one, or null; `counting` are equal and in order of receipt. */
export function confirmation(counting: readonly Fact[]): Fact | null {
  const [first] = counting;
  return (first && counting.find((answer) => isConfirming(first, answer))) ?? null;
}
