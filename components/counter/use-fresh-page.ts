import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { isServerWell } from "@/components/checkout/is-server-well";

const AGAIN_AFTER_MS = 5_000;

/**
 * Fetches the server's parts of the page (phone, receipt, another form) again while they are older than
 * what is known, but never while the line is down: the router would leave the page then.
 */
export function useFreshPage(isOld: boolean, version: number): void {
  const router = useRouter();
  useEffect(() => {
    if (!isOld) return;
    let isOver = false;
    const refresh = () => {
      void isServerWell().then((isWell) => {
        if (isWell && !isOver) router.refresh();
      });
    };
    refresh();
    const timer = setInterval(refresh, AGAIN_AFTER_MS);
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }, [isOld, version, router]);
}
