/** Somebody who waits for one order to change. */
export type Waiter = {
  /**
   * Resolves at the next change of the order, or at one since the last nap, or when there is nothing
   * more to wait for, or after `atMostMs`. Reading the order between two naps misses nothing.
   */
  nap: (atMostMs: number) => Promise<void>;
  /** Whether changes can be missed from now on, or the wait is to end for another reason. */
  isReleased: () => boolean;
  /** Ends the wait; a nap that is under way is over at once. */
  leave: () => void;
};

export type WaitListLimits = { perProcess: number; perOrder: number };

/** Longest span that a timer of Node can hold. */
const MAX_TIMER_MS = 2 ** 31 - 1;

type Entry = { wake: () => void; release: () => void };

function openEntry(): Entry & Omit<Waiter, "leave"> {
  let isReleased = false;
  let hasNews = false;
  let endNap: (() => void) | null = null;
  const wake = () => {
    hasNews = true;
    endNap?.();
  };
  return {
    wake,
    release: () => {
      isReleased = true;
      wake();
    },
    isReleased: () => isReleased,
    nap: async (atMostMs) => {
      if (!hasNews && !isReleased) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, Math.min(MAX_TIMER_MS, Math.max(0, atMostMs)));
          endNap = () => {
            clearTimeout(timer);
            resolve();
          };
        });
        endNap = null;
      }
      hasNews = false;
    },
  };
}

/**
 * Who waits for which order, in this process. Knows no database: it is told of changes. Both limits
 * hold at any moment.
 */
export function openWaitList(limits: WaitListLimits) {
  const byOrder = new Map<string, Set<Entry>>();
  let count = 0;

  /** A new waiter, or null where there is no room. */
  const join = (orderId: string): Waiter | null => {
    const others = byOrder.get(orderId);
    if (count >= limits.perProcess || (others?.size ?? 0) >= limits.perOrder) return null;
    const entry = openEntry();
    byOrder.set(orderId, (others ?? new Set()).add(entry));
    count += 1;
    const leave = () => {
      const waiters = byOrder.get(orderId);
      if (waiters?.delete(entry) !== true) return;
      count -= 1;
      if (waiters.size === 0) byOrder.delete(orderId);
      entry.release();
    };
    return { nap: entry.nap, isReleased: entry.isReleased, leave };
  };

  return {
    join,
    /** Wakes everybody who waits for this order. */
    wake: (orderId: string) => {
      for (const entry of byOrder.get(orderId) ?? []) entry.wake();
    },
    /** Ends every wait: each waiter is told to look a last time. */
    releaseAll: () => {
      for (const waiters of byOrder.values()) for (const entry of waiters) entry.release();
    },
    count: () => count,
  };
}
