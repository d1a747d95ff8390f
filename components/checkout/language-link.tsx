"use client";

import { usePathname, useSearchParams } from "next/navigation";
import type { ReactNode } from "react";
import { cn } from "@/lib/class-names";
import { LANGUAGE_PARAMETER, type Language } from "@/lib/i18n/model";

/** A plain link: it works without JavaScript, sends nothing, and has the whole page drawn anew. */
export function LanguageLink({
  language,
  className,
  children,
}: {
  language: Language;
  className: string | undefined;
  children: ReactNode;
}) {
  const path = usePathname();
  const query = new URLSearchParams(useSearchParams());
  query.set(LANGUAGE_PARAMETER, language);
  return (
    <a
      href={`${path}?${query.toString()}`}
      hrefLang={language}
      lang={language}
      className={cn(
        "hover:bg-muted flex min-h-11 items-center rounded-lg px-3 font-semibold underline underline-offset-4",
        className,
      )}
    >
      {children}
    </a>
  );
}
