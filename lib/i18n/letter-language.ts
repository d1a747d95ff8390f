import { createFormatter } from "next-intl";
import { MESSAGES } from "./all-messages";
import { type Language, LOCALES } from "./model";

/** What a translator outside of any request needs, for mails; see `createTranslator`. */
export function letterLanguage(language: Language) {
  return { locale: LOCALES[language], messages: MESSAGES[language] };
}

/** Dates and numbers as in the pages. */
export function letterFormat(language: Language) {
  return createFormatter({ locale: LOCALES[language], timeZone: "Africa/Nairobi" });
}
