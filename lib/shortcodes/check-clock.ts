import type { CheckStep } from "./model";

/**
 * A stamp of ours is Nairobi's time whatever the zone of the server, so only the clock itself can be
 * wrong. How much Daraja forgives is not written down anywhere: beyond this it is worth a word.
 */
const TOLERATED_SECONDS = 60;

/** When a request left and its answer came, by our clock in ms, and the Date header of that answer. */
export type DatedAnswer = { sentAtMs: number; receivedAtMs: number; date: string | null };

/** How this server's clock stands beside Daraja's; the time on the way is given to neither. */
export function judgeClock(answer: DatedAnswer | null): CheckStep {
  const theirsMs = Date.parse(answer?.date ?? "");
  if (!answer || Number.isNaN(theirsMs)) return { step: "clock", found: "unknown", seconds: 0 };
  // The header counts whole seconds: its moment is anywhere within the second it names.
  const aheadMs = answer.sentAtMs - (theirsMs + 999);
  const behindMs = theirsMs - answer.receivedAtMs;
  const offMs = Math.max(aheadMs, behindMs, 0);
  const seconds = Math.round(offMs / 1_000);
  if (seconds <= TOLERATED_SECONDS) return { step: "clock", found: "right", seconds };
  return { step: "clock", found: aheadMs > behindMs ? "ahead" : "behind", seconds };
}
