import { type Language, readLanguage } from "./model";

/** What a request tells of the language; each as it came, null where it says nothing. */
export type LanguageWishes = {
  /** `?lang=` of the link. */
  link: string | null;
  cookie: string | null;
  /** The header Accept-Language. */
  accepted: string | null;
};

/** The language of a page: of the link, else of the cookie, else the browser's, else English. Pure. */
export function chooseLanguage({ link, cookie, accepted }: LanguageWishes): Language {
  return readLanguage(link) ?? readLanguage(cookie) ?? acceptedLanguage(accepted ?? "");
}

type Range = { language: string; quality: number };

/** More ranges than a browser sends; the rest is not looked at. */
const MAX_RANGES = 30;

/** One part of the header: `sw-TZ;q=0.8` is Swahili at 0.8; null for what is malformed. */
function readRange(part: string): Range | null {
  const match =
    /^\s*(\*|[a-z]{1,8})(?:-[a-z\d]{1,8})*\s*(?:;\s*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?$/i.exec(
      part,
    );
  if (!match?.[1]) return null;
  return { language: match[1].toLowerCase(), quality: Number(match[2] ?? "1") };
}

/**
 * Swahili of any country if it is wanted more than English, or as much and named first; else English.
 * `*` stands for a language that is not named (RFC 9110, 12.5.4). Others are not spoken here.
 */
function acceptedLanguage(header: string): Language {
  const ranges = header
    .split(",", MAX_RANGES)
    .map(readRange)
    .filter((range) => range !== null);
  const named = (language: string) => ranges.filter((range) => range.language === language);
  const qualityOf = (language: Language) => {
    const fitting = named(language).length > 0 ? named(language) : named("*");
    return Math.max(0, ...fitting.map(({ quality }) => quality));
  };
  const swahili = qualityOf("sw");
  const english = qualityOf("en");
  if (swahili !== english) return swahili > english ? "sw" : "en";
  const first = ranges.find(({ language }) => readLanguage(language) !== null);
  return swahili > 0 ? (readLanguage(first?.language) ?? "en") : "en";
}
