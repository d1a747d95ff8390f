/** What the product speaks; a language is a folder of lib/messages. */
export const LANGUAGES = ["en", "sw"] as const;
export type Language = (typeof LANGUAGES)[number];

/** As Kenya writes it: how numbers, money and dates look. */
export const LOCALES = { en: "en-KE", sw: "sw-KE" } as const satisfies Record<Language, string>;
export type Locale = (typeof LOCALES)[Language];

export function languageOf(locale: Locale): Language {
  return locale === LOCALES.en ? "en" : "sw";
}

/** The one that a switch leads to. */
export function otherLanguage(language: Language): Language {
  return language === "en" ? "sw" : "en";
}

/** In a link: `?lang=sw`. */
export const LANGUAGE_PARAMETER = "lang";
/** Keeps what a link or the switch chose. */
export const LANGUAGE_COOKIE = "lang";
/** Set by proxy.ts for the rendering of this very request; what a browser sends under it is lost. */
export const LANGUAGE_HEADER = "x-malipo-language";

/** A word from outside as a language; null for anything else. */
export function readLanguage(text: string | null | undefined): Language | null {
  return LANGUAGES.find((language) => language === text) ?? null;
}
