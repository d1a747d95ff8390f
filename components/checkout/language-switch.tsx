"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { cn } from "@/lib/class-names";
import { LANGUAGE_PARAMETER, LOCALES } from "@/lib/i18n/model";

/**
 * The same page in the other language, by that language's own name. A plain link: it works without
 * JavaScript, sends nothing, and makes the server draw the whole page anew.
 */
export function LanguageSwitch({ className }: { className?: string }) {
  const t = useTranslations("common");
  const path = usePathname();
  const query = new URLSearchParams(useSearchParams());
  const other = useLocale() === LOCALES.en ? "sw" : "en";
  query.set(LANGUAGE_PARAMETER, other);
  return (
    <a
      href={`${path}?${query.toString()}`}
      hrefLang={other}
      lang={other}
      className={cn(
        "hover:bg-muted flex min-h-11 items-center rounded-lg px-3 font-semibold underline underline-offset-4",
        className,
      )}
    >
      {t("otherLanguage")}
    </a>
  );
}
