/** A span of time that runs out. Counts on a monotonic clock: a change of the wall clock does not move it. */
export type Deadline = {
  /** Milliseconds left, fractional; zero or negative once it has passed. */
  remainingMs(): number;
};

/**
 * Starts a deadline of `durationMs` milliseconds, now.
 * `monotonicNowMs` is for tests; it must never run backwards.
 */
export function startDeadline(
  durationMs: number,
  monotonicNowMs: () => number = () => performance.now(),
): Deadline {
  const endsAtMs = monotonicNowMs() + durationMs;
  return { remainingMs: () => endsAtMs - monotonicNowMs() };
}
