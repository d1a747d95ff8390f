import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { OrderStatusView } from "@/lib/payments/model";
import { fetchOrderStatus, type StatusAnswer } from "./fetch-order-status";
import { nextPollMs } from "./poll-interval";

/** Of two answers the one with the higher version is the truth; of equals the first. */
function newerOf(first: OrderStatusView, second: OrderStatusView): OrderStatusView {
  return second.version > first.version ? second : first;
}

/**
 * The order's status, kept fresh: asked for as often as the server wants, less often while nothing
 * changes, at once when the person comes back to the page or the line does, and no more once final.
 * Timers rest while the tab is hidden, which is just when the phone shows its prompt.
 */
export function useOrderStatus(rendered: OrderStatusView) {
  const changed = useRef({ version: rendered.version, at: 0 });
  const query = useQuery<StatusAnswer>({
    queryKey: ["order-status", rendered.orderId],
    queryFn: ({ signal }) => fetchOrderStatus(rendered.orderId, signal),
    initialData: { status: rendered, clockOffsetMs: null },
    networkMode: "always",
    retry: false,
    staleTime: 0,
    refetchOnMount: rendered.pollAfterMs === null ? false : "always",
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    refetchInterval: ({ state }) => {
      const latest = newerOf(rendered, state.data?.status ?? rendered);
      const now = Date.now();
      if (latest.version !== changed.current.version || changed.current.at === 0) {
        changed.current = { version: latest.version, at: now };
      }
      return nextPollMs(latest.pollAfterMs, now - changed.current.at);
    },
  });
  const status = newerOf(query.data.status, rendered);
  const isFinal = status.pollAfterMs === null;
  const { refetch } = query;

  useEffect(() => {
    if (isFinal) return;
    const ask = () => {
      if (document.visibilityState === "visible") void refetch({ cancelRefetch: false });
    };
    const pageEvents = ["focus", "online", "pageshow"] as const;
    for (const event of pageEvents) window.addEventListener(event, ask);
    document.addEventListener("visibilitychange", ask);
    return () => {
      for (const event of pageEvents) window.removeEventListener(event, ask);
      document.removeEventListener("visibilitychange", ask);
    };
  }, [isFinal, refetch]);

  return {
    status,
    clockOffsetMs: query.data.clockOffsetMs,
    hasTrouble: query.isError && !isFinal,
    answeredAt: query.dataUpdatedAt,
  };
}
