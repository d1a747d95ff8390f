import { useEffect, useRef, useState } from "react";
import { askUntilKnown } from "./ask-until-known";
import { followPage } from "./follow-page";

/**
 * Why a page is asked for anew: it is older than the status, its receipt's number is on its way, or there
 * is none that could be drawn.
 */
type Need = "change" | "receipt" | "page";

const SLOWER_BY = 1.5;
const LONGEST_MS = 8_000;
const RECEIPT_FIRST_MS = 3_000;
const RECEIPT_LONGEST_MS = 60_000;
/** Together about half an hour: what M-PESA has not told by then does not come by itself. */
const RECEIPT_LOOKS = 40;

/** Not at once: what was drawn may throw again, and must not be asked for without a pause. */
const PAGE_AFTER_MS = 3_000;

const PAUSE_MS: Record<Need, (answered: number) => number | false> = {
  // At once; then only where a server that answers is behind the one that told the news.
  change: (answered) => (answered === 0 ? 0 : Math.min(LONGEST_MS, 1_000 * SLOWER_BY ** answered)),
  page: () => PAGE_AFTER_MS,
  receipt: (answered) =>
    answered < RECEIPT_LOOKS &&
    Math.min(RECEIPT_LONGEST_MS, RECEIPT_FIRST_MS * SLOWER_BY ** answered),
};

/**
 * Asks for a later rendering for as long as there is a need for one, and at once when the person or the
 * line comes back. Each newer `version` asks afresh. Answers whether the last question came to nothing.
 */
export function useLaterRendering(
  need: Need | null,
  version: number,
  ask: (signal: AbortSignal) => Promise<void>,
): boolean {
  const [hasTrouble, setHasTrouble] = useState(false);
  const latest = useRef(ask);
  useEffect(() => {
    latest.current = ask;
  }, [ask]);

  useEffect(() => {
    if (need === null) return;
    const asking = askUntilKnown({
      ask: (signal) => latest.current(signal),
      pauseMs: PAUSE_MS[need],
      onTrouble: setHasTrouble,
    });
    const leavePage = followPage(() => void asking.askNow(), asking.stop);
    return () => {
      leavePage();
      asking.stop();
    };
  }, [need, version]);

  return need !== null && hasTrouble;
}
