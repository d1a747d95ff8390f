import { getRequestConfig } from "next-intl/server";
import { headers } from "next/headers";
import type { english } from "@/lib/messages/en";
import { MESSAGES } from "./all-messages";
import { LANGUAGE_HEADER, type Locale, LOCALES, readLanguage } from "./model";

/** Makes `t("…")` a compile error for a key that the messages lack. */
declare module "next-intl" {
  interface AppConfig {
    Messages: typeof english;
    Locale: Locale;
  }
}

/**
 * Language, messages and time zone of every request. proxy.ts has chosen the language. Dates are
 * written as in Kenya, and times are Nairobi's, wherever the server is.
 */
export default getRequestConfig(async () => {
  const language = readLanguage((await headers()).get(LANGUAGE_HEADER)) ?? "en";
  return {
    locale: LOCALES[language],
    messages: MESSAGES[language],
    timeZone: "Africa/Nairobi",
  };
});
