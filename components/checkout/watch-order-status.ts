import type { OrderStatusView } from "@/lib/payments/model";
import type { StatusAnswer, StatusQuestion } from "./fetch-order-status";
import { nextPollMs } from "./poll-interval";

/** What a watch knows: the newest status, and whether the last question came to nothing. */
export type Heard = StatusAnswer & { hasTrouble: boolean };

/** Long enough to ask seldom, short enough to notice soon that a line is dead. */
const LONGEST_WAIT_SECONDS = 15;
/** Pages that were sent away together must not come back together for ever. */
const WAITS_DIFFER_SECONDS = 4;
/** An answer without news before this share of the wait was not held: this host answers at once. */
const HELD_SHARE = 0.8;
/** Longer than any answer should take on a bad line; then the next question has its turn. */
const LINE_TIMEOUT_MS = 5_000;
/** After the first question in a row that came to nothing: most often only that one was lost. */
const firstRetryMs = (drawn: number) => 500 + drawn * 1_000;
/** A question that the person's return need not replace: it is young, and answered at once. */
const FRESH_MS = 1_000;

type WatchOptions = {
  /** What is known when the watch begins. */
  first: StatusAnswer;
  ask: (question: StatusQuestion) => Promise<StatusAnswer>;
  onHeard: (heard: Heard) => void;
  /** From 0 to 1. */
  dice?: () => number;
  /** Asked before each question: false while nobody is there to read an answer. */
  isWatched: () => boolean;
};

/** Of two answers the one with the higher version is the truth; of equals the first. */
export function newerOf(first: OrderStatusView, second: OrderStatusView): OrderStatusView {
  return second.version > first.version ? second : first;
}

/**
 * Follows an order's status until it is final or `stop` is called, with one open question at most.
 * A question waits at the server until there is news. Where the server does not let it wait, it is
 * asked again after a while, ever more slowly; so it is after trouble, and then without a wait, because
 * a sign of life is news. `askNow` is for the moment when the person or the line is back: what is
 * under way may be half dead, so a fresh question without a wait takes its place. It asks about a final
 * status, too, because money may come late.
 */
export function watchOrderStatus(options: WatchOptions) {
  const { first, ask, onHeard, isWatched, dice = Math.random } = options;
  const { orderId } = first.status;
  let heard: Heard = { ...first, hasTrouble: false };
  let changedAt = Date.now();
  let isHolding = true;
  let running: { abort: AbortController; startedAt: number; waitSeconds: number } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const someWait = () => LONGEST_WAIT_SECONDS - Math.floor(dice() * WAITS_DIFFER_SECONDS);
  const isFinal = () => heard.status.pollAfterMs === null;
  const pause = () => {
    clearTimeout(timer);
    running?.abort.abort();
    running = null;
  };
  const later = (waitSeconds: number, isFirstRetry = false) => {
    clearTimeout(timer);
    const paceMs = nextPollMs(heard.status.pollAfterMs, Date.now() - changedAt);
    const pauseMs = paceMs !== false && isFirstRetry ? firstRetryMs(dice()) : paceMs;
    if (pauseMs !== false) timer = setTimeout(() => void put(waitSeconds), pauseMs);
  };

  function take(answer: StatusAnswer, question: { startedAt: number; waitSeconds: number }): void {
    const status = newerOf(heard.status, answer.status);
    const isNews = status.version > heard.status.version;
    if (isNews) changedAt = Date.now();
    heard = { ...answer, status, hasTrouble: false };
    onHeard(heard);
    const heldMs = Date.now() - question.startedAt;
    const wasHeld = question.waitSeconds > 0 && heldMs >= question.waitSeconds * 1_000 * HELD_SHARE;
    if (wasHeld || (question.waitSeconds > 0 && !isNews)) isHolding = wasHeld;
    if (isHolding) void put(someWait());
    else later(someWait());
  }

  async function put(waitSeconds: number, isReturn = false): Promise<void> {
    pause();
    if ((isFinal() && !isReturn) || !isWatched()) return;
    const abort = new AbortController();
    const own = { abort, startedAt: Date.now(), waitSeconds };
    running = own;
    const { signal } = abort;
    const timeout = setTimeout(() => abort.abort(), waitSeconds * 1_000 + LINE_TIMEOUT_MS);
    const answer = await ask({ orderId, after: heard.status.version, waitSeconds, signal }).catch(
      // The line or the server is down: shown, and asked again.
      () => null,
    );
    clearTimeout(timeout);
    // Another question has taken its place, or nobody asks any more.
    if (running !== own) return;
    running = null;
    if (answer !== null) {
      take(answer, own);
      return;
    }
    later(0, !heard.hasTrouble);
    heard = { ...heard, hasTrouble: true };
    onHeard(heard);
  }

  void put(someWait());
  return {
    askNow: () => {
      const isFresh = running?.waitSeconds === 0 && Date.now() - running.startedAt < FRESH_MS;
      if (!isFresh) void put(0, true);
    },
    /** The page has learned something by itself: what comes next is asked for at its pace. */
    learn: (status: OrderStatusView) => {
      if (status.version <= heard.status.version) return;
      heard = { ...heard, status };
      changedAt = Date.now();
      if (running === null && isWatched()) later(someWait());
    },
    stop: pause,
  };
}
