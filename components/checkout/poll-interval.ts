/** How long nothing may change before the page asks less often: most PINs are typed by then. */
const EAGER_MS = 60_000;
/** Each further span without news makes the wait half as long again. */
const STEP_MS = 15_000;
const GROWTH = 1.5;
/** Never slower than this, unless the server itself asks for it. */
const SLOWEST_MS = 15_000;

/**
 * Milliseconds until the order's status is asked for again; false once it is final.
 * `pollAfterMs` is what the server asked for, `unchangedMs` how long the answer has been the same.
 */
export function nextPollMs(pollAfterMs: number | null, unchangedMs: number): number | false {
  if (pollAfterMs === null) return false;
  const steps = Math.max(0, Math.floor((unchangedMs - EAGER_MS) / STEP_MS));
  return Math.max(pollAfterMs, Math.min(SLOWEST_MS, Math.round(pollAfterMs * GROWTH ** steps)));
}
