import { setTimeout as sleep } from "node:timers/promises";
import { startDeadline } from "@/lib/clock";
import type { OrderChanges } from "@/lib/order-changes/order-changes";

/** Looked at again even if nothing was told: prompts end by the clock, and what is told can get lost. */
const LOOK_AGAIN_MS = 10_000;

type Held = {
  merchantId: string;
  personId: string;
  /** The mark of what the page shows already; null to be told at once. */
  mark: string | null;
  waitMs: number;
  /** A busy merchant's page is read this often at most. */
  betweenReadingsMs: number;
  signal: AbortSignal;
  /** Reads the page's mark as it is now; null where the page is not there. */
  read: () => Promise<string | null>;
};

/**
 * Reads a page's mark once it differs from `mark`, at the latest after `waitMs`; at once where this host
 * cannot hold, the person waits enough already, or has gone. Woken by changes of this merchant alone.
 */
export async function holdPage(orderChanges: OrderChanges, held: Held): Promise<string | null> {
  const { merchantId, personId, mark, waitMs, betweenReadingsMs, signal, read } = held;
  const answerBy = startDeadline(waitMs);
  if (mark === null || waitMs === 0) return read();
  // Before the first reading, so that no change falls between the two.
  const waiter = orderChanges.joinMerchant(merchantId, personId);
  if (waiter === null) return read();
  signal.addEventListener("abort", waiter.leave, { once: true });
  try {
    for (;;) {
      const pause = startDeadline(betweenReadingsMs);
      const now = await read();
      if (now !== mark || waiter.isReleased() || answerBy.remainingMs() <= 0) return now;
      await waiter.nap(Math.min(answerBy.remainingMs(), LOOK_AGAIN_MS));
      if (signal.aborted) return now;
      const restMs = Math.min(pause.remainingMs(), answerBy.remainingMs());
      if (restMs > 0 && !waiter.isReleased()) await sleep(restMs);
    }
  } finally {
    signal.removeEventListener("abort", waiter.leave);
    waiter.leave();
  }
}
