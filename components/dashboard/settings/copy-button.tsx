"use client";

import { useState, useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";

export type CopyWords = { copy: string; copied: string; copyFailed: string };

const never = () => () => undefined;

/** Puts a text into the clipboard, where the browser has one; without scripts it is selected by hand. */
export function CopyButton({ text, words }: { text: string; words: CopyWords }) {
  const canCopy = useSyncExternalStore(
    never,
    () => "clipboard" in navigator,
    () => false,
  );
  const [copied, setCopied] = useState<boolean | null>(null);
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <div className="flex flex-wrap items-center gap-3">
      {canCopy && (
        <Button type="button" variant="outline" onClick={copy}>
          {words.copy}
        </Button>
      )}
      <p role="status">
        {copied === true && words.copied}
        {copied === false && words.copyFailed}
      </p>
    </div>
  );
}
