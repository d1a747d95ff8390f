"use client";

import { useRouter } from "next/navigation";
import { startTransition, useEffect, useRef } from "react";
import { followPage } from "@/components/checkout/follow-page";
import { isServerWell } from "@/components/checkout/is-server-well";
import { fetchMark } from "./fetch-mark";
import { watchPage } from "./watch-page";

/**
 * Keeps the page around it fresh while it is seen: has the server's parts fetched again, in place, as
 * soon as they say something else. Shows nothing itself.
 */
export function LivePage({ address, mark }: { address: string; mark: string }) {
  const router = useRouter();
  const latest = useRef(mark);
  const learn = useRef<((mark: string) => void) | null>(null);

  useEffect(() => {
    latest.current = mark;
    learn.current?.(mark);
  }, [mark]);

  useEffect(() => {
    const isSeen = () => document.visibilityState === "visible";
    const watch = watchPage({
      mark: latest.current,
      ask: (question) => fetchMark(address, question),
      isSeen,
      // Never while the line is down: the router would leave the page then.
      onNews: () =>
        void isServerWell().then((isWell) => {
          if (isWell) startTransition(() => router.refresh());
        }),
    });
    learn.current = watch.learn;
    const leavePage = followPage(watch.askNow, watch.stop);
    const ifHidden = () => {
      if (!isSeen()) watch.stop();
    };
    document.addEventListener("visibilitychange", ifHidden);
    return () => {
      document.removeEventListener("visibilitychange", ifHidden);
      leavePage();
      watch.stop();
      learn.current = null;
    };
  }, [address, router]);

  return null;
}
