import { startDeadline } from "@/lib/clock";
import type { OrderChanges } from "@/lib/order-changes/order-changes";
import type { OrderStatusRead } from "@/lib/payments/read-order-status";
import type { StatusHold } from "./status-hold";

/** Looked at again even if nothing was told: clocks are set, and what is told can get lost. */
const LOOK_AGAIN_MS = 10_000;
/** What stayed due although it was tended (a spent budget, say) is tended again after this. */
const TEND_AGAIN_MS = 10_000;
/** Our timers and the database's clock may differ by a little: not a busy loop until they agree. */
const SHORTEST_NAP_MS = 20;

type Held = StatusHold & {
  signal: AbortSignal;
  read: () => Promise<OrderStatusRead | null>;
  /** Brings forward what is due; never rejects. */
  tend: () => Promise<void>;
};

/**
 * Reads an order's status once its version has passed `after`, at the latest after `waitMs`. At once
 * where it has passed already or is below, nothing more can change by itself, the person has gone, or
 * this host cannot hold. An open page is often the only clock of its order: when a moment of the
 * order comes, the wait goes on and what is due is tended beside it.
 */
export async function holdStatus(
  orderChanges: OrderChanges,
  orderId: string,
  { after, waitMs, signal, read, tend }: Held,
): Promise<OrderStatusRead | null> {
  const answerBy = startDeadline(waitMs);
  // Before the first reading, so that no change falls between the two.
  const waiter = orderChanges.join(orderId);
  if (waiter === null) return read();
  signal.addEventListener("abort", waiter.leave, { once: true });
  const tending = { isUnderWay: false, againAfter: startDeadline(0) };
  try {
    for (;;) {
      const status = await read();
      const isOver = waiter.isReleased() || answerBy.remainingMs() <= 0;
      if (isOver || status?.view.version !== after || status.view.pollAfterMs === null) {
        return status;
      }
      if (status.isDue && !tending.isUnderWay && tending.againAfter.remainingMs() <= 0) {
        tending.isUnderWay = true;
        tending.againAfter = startDeadline(TEND_AGAIN_MS);
        void tend().finally(() => (tending.isUnderWay = false));
      }
      const soonestMs = Math.min(LOOK_AGAIN_MS, status.nextMomentMs ?? Infinity);
      await waiter.nap(Math.min(answerBy.remainingMs(), Math.max(SHORTEST_NAP_MS, soonestMs)));
      if (signal.aborted) return status;
    }
  } finally {
    signal.removeEventListener("abort", waiter.leave);
    waiter.leave();
  }
}
