"use client";

import { useState, useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";

export type ShareWords = { native: string; copy: string; copied: string; copyFailed: string };

const never = () => () => undefined;

/** Whether this browser can do it; false on the server, which cannot know. */
function useCan(check: () => boolean): boolean {
  return useSyncExternalStore(never, check, () => false);
}

/** The ways to hand on a link that need a script, where the browser has them; the rest are plain links. */
export function ShareButtons({
  url,
  title,
  words,
}: {
  url: string;
  title: string;
  words: ShareWords;
}) {
  const canShare = useCan(() => "share" in navigator);
  const canCopy = useCan(() => "clipboard" in navigator);
  const [copied, setCopied] = useState<boolean | null>(null);
  const share = () => {
    // Refused or called off: the other ways are beside it.
    navigator.share({ title, url }).catch(() => undefined);
  };
  const copy = () => {
    navigator.clipboard.writeText(url).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <>
      {canShare && (
        <Button variant="outline" onClick={share}>
          {words.native}
        </Button>
      )}
      {canCopy && (
        <Button variant="outline" onClick={copy}>
          {words.copy}
        </Button>
      )}
      <p role="status" className="self-center">
        {copied === true && words.copied}
        {copied === false && words.copyFailed}
      </p>
    </>
  );
}
