"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { cn } from "@/lib/class-names";
import { findPlaces, MAX_SEARCH_CHARS, type Place, searchAddress } from "./choices";

/** The box to type in, and what it leads to: chosen by arrows and Enter, or by a press. */
export function PaletteBox({ places, close }: { places: Place[]; close: () => void }) {
  const t = useTranslations("palette");
  const router = useRouter();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);

  const searches = (["payments", "orders"] as const).flatMap((list): Place[] => {
    const href = searchAddress(list, typed);
    if (href === null) return [];
    return [{ name: t(`search.${list}`, { text: typed.trim() }), href, isFresh: false }];
  });
  const choices = [...findPlaces(places, typed), ...searches];
  const index = Math.min(at, choices.length - 1);
  const chosen = choices[index];

  useEffect(() => input.current?.focus(), []);

  const go = ({ href, isFresh }: Place) => {
    close();
    if (isFresh) window.location.assign(href);
    else router.push(href);
  };
  const onKey = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0 && choices.length > 0) {
      event.preventDefault();
      setAt((index + step + choices.length) % choices.length);
    } else if (event.key === "Enter" && chosen && !event.nativeEvent.isComposing) {
      event.preventDefault();
      go(chosen);
    }
  };
  return (
    <div className="p-2">
      <input
        ref={input}
        role="combobox"
        aria-label={t("label")}
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={chosen && `${id}-${index}`}
        autoComplete="off"
        maxLength={MAX_SEARCH_CHARS}
        placeholder={t("label")}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKey}
        className="border-input bg-card placeholder:text-muted-foreground block min-h-11 w-full rounded-lg border px-3 py-2 text-base"
      />
      <Choices id={`${id}-`} choices={choices} index={index} onChoose={go} />
    </div>
  );
}

function Choices({
  id,
  choices,
  index,
  onChoose,
}: {
  /** What the ids of the list and its options begin with. */
  id: string;
  choices: Place[];
  index: number;
  onChoose: (place: Place) => void;
}) {
  const t = useTranslations("palette");
  return (
    <ul
      id={`${id}list`}
      role="listbox"
      aria-label={t("title")}
      className="mt-2 max-h-[50vh] overflow-y-auto"
    >
      {choices.map((place, position) => (
        <li
          key={place.href}
          id={`${id}${position}`}
          role="option"
          aria-selected={position === index}
          ref={(option) => {
            if (position === index) option?.scrollIntoView({ block: "nearest" });
          }}
          onClick={() => onChoose(place)}
          className={cn(
            "flex min-h-11 cursor-pointer items-center rounded-lg px-3 wrap-anywhere",
            position === index
              ? "bg-accent text-accent-foreground font-semibold"
              : "hover:bg-muted",
          )}
        >
          {place.name}
        </li>
      ))}
    </ul>
  );
}
