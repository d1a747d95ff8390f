import { useCallback, useEffect, useRef, useState } from "react";
import { isServerWell } from "./is-server-well";

const FIRST_WAIT_MS = 3_000;
const GROWTH = 1.5;
const LONGEST_WAIT_MS = 30_000;

/**
 * Calls `retry` once the server is well again: asks ever more slowly, and at once when the line or
 * the person is back. `tryNow` asks at a click; `isTrying` is true while it does.
 */
export function useAutoRetry(retry: () => void): { tryNow: () => void; isTrying: boolean } {
  const [isTrying, setIsTrying] = useState(false);
  const latest = useRef(retry);
  useEffect(() => {
    latest.current = retry;
  }, [retry]);

  const retryIfWell = useCallback(async () => {
    if (await isServerWell()) latest.current();
  }, []);

  useEffect(() => {
    let waitMs = FIRST_WAIT_MS;
    const again = () => {
      void retryIfWell();
      waitMs = Math.min(LONGEST_WAIT_MS, waitMs * GROWTH);
      timer = setTimeout(again, waitMs);
    };
    const atOnce = () => {
      if (document.visibilityState === "visible") void retryIfWell();
    };
    let timer = setTimeout(again, waitMs);
    window.addEventListener("online", atOnce);
    document.addEventListener("visibilitychange", atOnce);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("online", atOnce);
      document.removeEventListener("visibilitychange", atOnce);
    };
  }, [retryIfWell]);

  const tryNow = () => {
    setIsTrying(true);
    void retryIfWell().finally(() => {
      setIsTrying(false);
    });
  };
  return { tryNow, isTrying };
}
