import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { refreshWhenWell } from "./refresh-when-well";

/** Often enough for a lost answer, seldom enough for a slow line. */
const AGAIN_AFTER_MS = 8_000;

/**
 * A poll can bring news that the server-rendered parts do not know yet (receipt, masked phone, a
 * new form): they are fetched again, at once and until they caught up.
 */
export function useRefreshWhileStale(isStale: boolean, version: number): void {
  const router = useRouter();
  useEffect(() => {
    if (!isStale) return;
    // At once without a question: the server has just answered a poll.
    router.refresh();
    const timer = setInterval(() => refreshWhenWell(router), AGAIN_AFTER_MS);
    return () => {
      clearInterval(timer);
    };
  }, [isStale, version, router]);
}
