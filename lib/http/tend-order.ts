import { startDeadline } from "@/lib/clock";
import { failpoint } from "@/lib/failpoints";
import { sweep, type SweepCounts } from "@/lib/payments/sweep";
import type { Runtime } from "@/lib/runtime";

/**
 * Orders that are tended at the same time on behalf of pages. When the query budget is spent, all that
 * wait are due at once: pages must not take the database for what cannot be done yet.
 */
const MOST_AT_ONCE = 4;
/** After one for whom nothing could be done the others are in the same case, most likely. */
const REST_MS = 100;

const counts = { underWay: 0, restsUntil: startDeadline(0) };

const hasDone = (done: SweepCounts) =>
  done.queriesSent > 0 ||
  done.evidenceApplied > 0 ||
  done.staleSends > 0 ||
  done.windowsEnded > 0 ||
  done.checksEnded > 0 ||
  done.ordersExpired > 0;

/**
 * Brings forward what is due for an order that somebody looks at, unless this process has enough to
 * do: then it is left to a later look or to the sweeper. Never rejects.
 */
export async function tendOrder(runtime: Runtime, orderId: string): Promise<void> {
  if (counts.underWay >= MOST_AT_ONCE || counts.restsUntil.remainingMs() > 0) return;
  counts.underWay += 1;
  try {
    await failpoint("status:deferred");
    if (!hasDone(await sweep(runtime, orderId))) counts.restsUntil = startDeadline(REST_MS);
    await failpoint("status:tended");
  } catch (cause) {
    runtime.log.error("deferred check failed", { orderId, error: cause });
  } finally {
    counts.underWay -= 1;
  }
}
