/** Every wait of the payment core, with its unit and its reason (design.md, section 2). */

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** From before the claim to the end of Safaricom's answer: past it nothing is sent. */
export const PUSH_DEADLINE_MS = 10 * SECOND_MS;
/**
 * A start that waits for the database is answered by then, or as soon as Safaricom has answered. The
 * page that follows in the same request waits as long again (read-order-page.ts).
 */
export const START_ANSWER_MS = 3.5 * SECOND_MS;
/** What a start may still wait for the database once Safaricom has taken that time. */
export const START_LAST_WAIT_MS = 1 * SECOND_MS;
/** For an access token, before the push deadline starts. */
export const TOKEN_DEADLINE_MS = 8 * SECOND_MS;
/** One query with its token; shorter than the lease, so a lease never covers two. */
export const QUERY_DEADLINE_MS = 10 * SECOND_MS;
/** A check whose process died is free again after this. */
export const CHECK_LEASE_MS = 15 * SECOND_MS;

/** How long the countdown is shown after the push was accepted: advice, never a verdict. */
export const PROMPT_SHOWN_MS = 60 * SECOND_MS;
/** A push that is still being sent after this has lost its answer. */
export const SENDING_STALE_MS = 30 * SECOND_MS;
/** After this an attempt without a result is unresolved. */
export const ATTEMPT_WINDOW_MS = 5 * MINUTE_MS;

/** After this nobody asks any more: an attempt that is still unresolved is a person's case. */
export const CHECKS_END_AFTER_MS = 48 * HOUR_MS;

/** When a live attempt is asked about, after the push. */
export const QUERY_SCHEDULE_MS = [
  20 * SECOND_MS,
  30 * SECOND_MS,
  60 * SECOND_MS,
  90 * SECOND_MS,
  2 * MINUTE_MS,
  5 * MINUTE_MS,
  15 * MINUTE_MS,
  HOUR_MS,
  6 * HOUR_MS,
  24 * HOUR_MS,
  48 * HOUR_MS,
] as const;
/** When a failed attempt is asked about again: a success may still follow. */
export const RECHECK_SCHEDULE_MS = [5 * MINUTE_MS, HOUR_MS, 24 * HOUR_MS] as const;

/** Two settled answers count only this far apart … */
export const CONFIRM_AFTER_MS = 5 * SECOND_MS;
/** … a success only from here on after the push … */
export const SUCCESS_COUNTS_AFTER_MS = 15 * SECOND_MS;
/** … and a failure from here on: the prompt must be gone before the slot is free. */
export const FAILURE_COUNTS_AFTER_MS = 90 * SECOND_MS;
