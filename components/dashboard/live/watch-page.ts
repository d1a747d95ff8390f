/** Long enough to ask seldom, short enough to notice soon that a line is dead. */
const WAIT_SECONDS = 20;
const LINE_TIMEOUT_MS = 8_000;
/** An answer without news before this share of the wait was not held: this host answers at once. */
const HELD_SHARE = 0.8;
const PAUSE = { firstMs: 4_000, growth: 1.5, longestMs: 60_000 };
/** After news the page is read again first; many at once are one, and where they do not end, fewer. */
const AFTER_NEWS = { firstMs: 1_500, growth: 1.5, longestMs: 30_000 };
/** A page that gets what it is told waits no longer than after so many pieces of news. */
const MOST_STEPS = 2;
/** News after so long a silence is the first. */
const CALM_MS = 5_000;

type Pause = typeof PAUSE;

/** What the server says of a page: its mark, or that there is nothing to watch any more. */
export type MarkAnswer = { mark: string } | "gone";

type WatchOptions = {
  mark: string;
  ask: (question: {
    mark: string;
    waitSeconds: number;
    signal: AbortSignal;
  }) => Promise<MarkAnswer>;
  /** The page shows something else by now. */
  onNews: () => void;
  /** Nobody looks at a hidden page: it is asked about when it is seen again. */
  isSeen: () => boolean;
};

/**
 * Follows a page's mark, with one open question at most, while the page is seen. A question waits at the
 * server until there is news; where it is not held it is asked again ever more slowly, and so it is
 * after trouble. `askNow` is for the moment when the person or the line is back.
 */
export function watchPage({ mark: first, ask, onNews, isSeen }: WatchOptions) {
  let mark = first;
  let running: AbortController | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let times = 0;
  let isOver = false;

  const pause = () => {
    clearTimeout(timer);
    running?.abort();
    running = null;
  };
  const later = ({ firstMs, growth, longestMs }: Pause) => {
    const pauseMs = Math.min(longestMs, firstMs * growth ** times);
    times += 1;
    timer = setTimeout(() => void put(WAIT_SECONDS), pauseMs);
  };

  async function put(waitSeconds: number): Promise<void> {
    pause();
    if (isOver || !isSeen()) return;
    const own = new AbortController();
    running = own;
    const timeout = setTimeout(() => own.abort(), waitSeconds * 1_000 + LINE_TIMEOUT_MS);
    const startedAt = Date.now();
    const asked = mark;
    // The line or the server is down: asked again.
    const answer = await ask({ mark: asked, waitSeconds, signal: own.signal }).catch(() => null);
    clearTimeout(timeout);
    // Another question has taken its place, or nobody asks any more.
    if (running !== own) return;
    running = null;
    if (answer === "gone") {
      isOver = true;
    } else if (answer === null) {
      later(PAUSE);
    } else if (answer.mark !== mark) {
      if (Date.now() - startedAt >= CALM_MS) times = 0;
      onNews();
      later(AFTER_NEWS);
    } else if (asked !== mark || Date.now() - startedAt >= waitSeconds * 1_000 * HELD_SHARE) {
      times = 0;
      void put(WAIT_SECONDS);
    } else {
      later(PAUSE);
    }
  }

  void put(WAIT_SECONDS);
  return {
    askNow: () => {
      times = 0;
      void put(0);
    },
    /** The page shows something newer: what comes after that is news. */
    learn: (shown: string) => {
      if (shown === mark) return;
      mark = shown;
      times = Math.min(times, MOST_STEPS);
    },
    stop: pause,
  };
}
