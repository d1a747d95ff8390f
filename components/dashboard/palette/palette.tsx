"use client";

import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import type { Place } from "./choices";
import { PaletteBox } from "./palette-box";

/** Opens with Ctrl-K or ⌘-K, or its button: goes anywhere, or searches for what is typed. */
export function Palette({ places }: { places: Place[] }) {
  const t = useTranslations("palette");
  const dialog = useRef<HTMLDialogElement>(null);
  // A new box each time: nothing of the last search is left in it.
  const [opened, setOpened] = useState(0);
  const open = () => {
    if (dialog.current?.open !== false) return;
    setOpened((count) => count + 1);
    dialog.current.showModal();
  };
  const close = () => dialog.current?.close();

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isShortcut = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
      if (!isShortcut || event.altKey || event.shiftKey) return;
      event.preventDefault();
      open();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);

  return (
    <>
      {/* Without scripts it leads to the list that has a search box. */}
      <a
        href="/dashboard/payments"
        aria-haspopup="dialog"
        aria-label={t("open")}
        aria-keyshortcuts="Control+K Meta+K"
        title={t("shortcut")}
        onClick={(event) => {
          event.preventDefault();
          open();
        }}
        className="hover:bg-muted hidden size-11 items-center justify-center rounded-lg lg:inline-flex"
      >
        <Search aria-hidden="true" className="size-5" />
      </a>
      <dialog
        ref={dialog}
        aria-label={t("title")}
        onClick={(event) => {
          // Beside the box, on what the dialog covers.
          if (event.target === dialog.current) close();
        }}
        className="bg-card text-foreground m-auto mt-[12vh] w-[min(36rem,calc(100vw-2rem))] rounded-2xl border p-0 shadow-lg backdrop:bg-black/50"
      >
        {opened > 0 && <PaletteBox key={opened} places={places} close={close} />}
      </dialog>
    </>
  );
}
