import { useEffect, useState } from "react";
import type { RetryWait } from "@/lib/payments/model";

const TICK_MS = 250;

/**
 * Whole seconds left of a wait, 0 without one. Counted from when this browser got it, so that a clock
 * that is wrong does no harm; a slow line makes the wait a little longer.
 */
export function useWait(wait: RetryWait | null): number {
  const [passed, setPassed] = useState<{ of: RetryWait | null; seconds: number }>({
    of: wait,
    seconds: 0,
  });

  useEffect(() => {
    if (wait === null) return;
    const startedAt = Date.now();
    const timer = setInterval(() => {
      const seconds = (Date.now() - startedAt) / 1000;
      setPassed({ of: wait, seconds });
      if (seconds >= wait.secondsLeft) clearInterval(timer);
    }, TICK_MS);
    return () => {
      clearInterval(timer);
    };
  }, [wait]);

  if (wait === null) return 0;
  const seconds = passed.of === wait ? passed.seconds : 0;
  return Math.max(0, Math.ceil(wait.secondsLeft - seconds));
}
