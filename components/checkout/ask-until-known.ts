/** Longer than any answer should take on a bad line; then the next question has its turn. */
const LINE_TIMEOUT_MS = 8_000;
const AFTER_TROUBLE_MS = 1_000;
const LONGEST_AFTER_TROUBLE_MS = 8_000;
const SLOWER_BY = 2;

type AskOptions = {
  /** Rejects when the question came to nothing. */
  ask: (signal: AbortSignal) => Promise<void>;
  /** Before the first question and after each that was answered; false to ask no more. */
  pauseMs: (answered: number) => number | false;
  onTrouble: (hasTrouble: boolean) => void;
};

/**
 * Asks again and again until `stop` is called, one question at a time: at the pace of `pauseMs`, and
 * ever more slowly while there is trouble. `askNow` is for the moment when the person or the line is
 * back: a fresh question takes the place of one that may be half dead.
 */
export function askUntilKnown({ ask, pauseMs, onTrouble }: AskOptions) {
  let answered = 0;
  let failed = 0;
  let running: AbortController | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const stop = () => {
    clearTimeout(timer);
    running?.abort();
    running = null;
  };
  const later = () => {
    const afterTroubleMs = AFTER_TROUBLE_MS * SLOWER_BY ** (failed - 1);
    const afterMs =
      failed > 0 ? Math.min(LONGEST_AFTER_TROUBLE_MS, afterTroubleMs) : pauseMs(answered);
    if (afterMs !== false) timer = setTimeout(() => void askNow(), afterMs);
  };

  async function askNow(): Promise<void> {
    stop();
    const own = new AbortController();
    running = own;
    const timeout = setTimeout(() => own.abort(), LINE_TIMEOUT_MS);
    const isAnswered = await ask(own.signal).then(
      () => true,
      // The line or the server is down: shown, and asked again.
      () => false,
    );
    clearTimeout(timeout);
    // Another question has taken its place, or nobody asks any more.
    if (running !== own) return;
    running = null;
    if (isAnswered) answered += 1;
    failed = isAnswered ? 0 : failed + 1;
    onTrouble(!isAnswered);
    later();
  }

  later();
  return { askNow, stop };
}
