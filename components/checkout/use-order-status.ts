import { useEffect, useRef, useState } from "react";
import type { OrderStatusView } from "@/lib/payments/model";
import { fetchOrderStatus } from "./fetch-order-status";
import { followPage } from "./follow-page";
import { newerOf, watchOrderStatus, type Heard } from "./watch-order-status";

/** A hidden page goes on asking for as long as an answer to its prompt may come. */
const HIDDEN_ASKS_MS = 5 * 60_000;

/** Answers whether anybody may still come to read: the page is seen, or was a while ago. */
function followAttention(): { isWatched: () => boolean; end: () => void } {
  let hiddenAt: number | null = null;
  const look = () => {
    hiddenAt = document.visibilityState === "visible" ? null : (hiddenAt ?? Date.now());
  };
  look();
  document.addEventListener("visibilitychange", look);
  return {
    isWatched: () => hiddenAt === null || Date.now() - hiddenAt < HIDDEN_ASKS_MS,
    end: () => document.removeEventListener("visibilitychange", look),
  };
}

/**
 * The order's status, kept fresh until it is final: told by the server as soon as it changes, or asked
 * for again and again where the server cannot, and at once when the person comes back to the page or
 * the line does; then a final one is asked for, too. A hidden tab goes on for a while, so that its title
 * tells whoever is elsewhere.
 */
export function useOrderStatus(rendered: OrderStatusView) {
  const [heard, setHeard] = useState<Heard>({
    status: rendered,
    clockOffsetMs: null,
    hasTrouble: false,
  });
  const status = newerOf(heard.status, rendered);
  const isFinal = status.pollAfterMs === null;
  const latest = useRef({ status, clockOffsetMs: heard.clockOffsetMs });
  useEffect(() => {
    latest.current = { status, clockOffsetMs: heard.clockOffsetMs };
  }, [status, heard.clockOffsetMs]);

  const learn = useRef<((status: OrderStatusView) => void) | null>(null);
  useEffect(() => {
    // Listens first: a page that comes back is watched again before it is asked for.
    const attention = followAttention();
    const watch = watchOrderStatus({
      first: latest.current,
      ask: fetchOrderStatus,
      onHeard: setHeard,
      isWatched: attention.isWatched,
    });
    learn.current = watch.learn;
    const leavePage = followPage(watch.askNow, watch.stop);
    return () => {
      leavePage();
      watch.stop();
      attention.end();
      learn.current = null;
    };
  }, []);

  useEffect(() => learn.current?.(rendered), [rendered]);

  return {
    status,
    clockOffsetMs: heard.clockOffsetMs,
    hasTrouble: heard.hasTrouble && !isFinal,
  };
}
