"use client";

import { Button } from "@/components/ui/button";

/** Tries again at a click, and says so while it does. */
export function RetryButton({
  retrying: { tryNow, isTrying },
  label,
  tryingLabel,
}: {
  retrying: { tryNow: () => void; isTrying: boolean };
  label: string;
  tryingLabel: string;
}) {
  return (
    <Button
      variant="outline"
      aria-disabled={isTrying || undefined}
      onClick={() => {
        if (!isTrying) tryNow();
      }}
    >
      {isTrying ? tryingLabel : label}
    </Button>
  );
}
