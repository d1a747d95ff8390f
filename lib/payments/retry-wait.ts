import { type FailureReason, failureAdvice, resultCodeMeaning } from "@/lib/daraja/result-codes";

/** "Unable to lock subscriber" is 1001 under the name that a push's own answer has for it. */
const LOCKED_AT_PUSH = "500.001.1001";

/**
 * How long the page lets people wait before another try: only after 17, 1001 or 26 was really
 * answered, else 0. Advice; a start is not refused for it. Pure.
 */
export function retryWaitSeconds(answer: { reason: FailureReason; code: string | null }): number {
  const { reason, code } = answer;
  const isAnswered =
    resultCodeMeaning(code ?? "")?.reason === reason ||
    (reason === "phone_busy" && code === LOCKED_AT_PUSH);
  const { retry } = failureAdvice(reason);
  return isAnswered && retry.kind === "after_seconds" ? retry.seconds : 0;
}
