import { useEffect, useRef, useState } from "react";

const TICK_MS = 500;
/** The Date header counts whole seconds and comes late by the line's delay: below this is noise. */
const CLOCK_NOISE_MS = 2_500;

/**
 * Whole seconds left until `endsAt` (ISO) by the server's clock; 0 once it has passed, null without
 * an end. `renderedAt` (ISO) is the server's time of rendering: the first answer is made from it, so
 * that server and browser draw the same. `clockOffsetMs` is how far the browser's clock is behind
 * the server's, once a poll has told.
 */
export function useCountdown(
  endsAt: string | null,
  renderedAt: string,
  clockOffsetMs: number | null,
): number | null {
  const [now, setNow] = useState(() => Date.parse(renderedAt));
  const offset = useRef<number | null>(null);

  useEffect(() => {
    if (endsAt === null) return;
    const measured = clockOffsetMs ?? Date.parse(renderedAt) - Date.now();
    if (offset.current === null || Math.abs(measured - offset.current) > CLOCK_NOISE_MS) {
      offset.current = measured;
    }
    const timer = setInterval(() => {
      setNow(Date.now() + (offset.current ?? 0));
    }, TICK_MS);
    return () => {
      clearInterval(timer);
    };
  }, [endsAt, renderedAt, clockOffsetMs]);

  if (endsAt === null) return null;
  return Math.max(0, Math.ceil((Date.parse(endsAt) - now) / 1000));
}
