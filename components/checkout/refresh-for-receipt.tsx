"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { refreshWhenWell } from "./refresh-when-well";

const FIRST_AFTER_MS = 3_000;
const SLOWER_BY = 1.5;
/** Together about half an hour: what M-PESA has not told by then does not come by itself. */
const MAX_LOOKS = 40;
const LAST_AFTER_MS = 60_000;

/** Fetches the page anew while the receipt's number is on its way, ever more slowly, and not for ever. */
export function RefreshForReceipt() {
  const router = useRouter();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const wait = (looks: number) => {
      if (looks === MAX_LOOKS) return;
      const afterMs = Math.min(LAST_AFTER_MS, FIRST_AFTER_MS * SLOWER_BY ** looks);
      timer = setTimeout(() => {
        refreshWhenWell(router);
        wait(looks + 1);
      }, afterMs);
    };
    wait(0);
    return () => {
      clearTimeout(timer);
    };
  }, [router]);
  return null;
}
