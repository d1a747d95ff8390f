"use client";

import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import { Alert } from "@/components/ui/alert";
import { OfflineIcon } from "@/components/ui/icons";

function subscribe(onChange: () => void) {
  window.addEventListener("online", onChange);
  window.addEventListener("offline", onChange);
  return () => {
    window.removeEventListener("online", onChange);
    window.removeEventListener("offline", onChange);
  };
}

/** What to say about the line: null while all is well. */
export function useConnectionText(hasTrouble: boolean): string | null {
  const t = useTranslations("checkout.connection");
  const isOnline = useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  );
  if (!isOnline) return t("offline");
  return hasTrouble ? t("unreachable") : null;
}

/** Shows the trouble; the page's live region speaks the same text. */
export function ConnectionNote({ text }: { text: string | null }) {
  if (text === null) return null;
  return (
    <Alert tone="warning" className="flex items-center gap-3">
      <OfflineIcon className="size-5 shrink-0" />
      <p>{text}</p>
    </Alert>
  );
}
