import { getRequestConfig } from "next-intl/server";
import { english } from "@/lib/messages/en";

/** Makes `t("…")` a compile error for a key that the messages lack. */
declare module "next-intl" {
  interface AppConfig {
    Messages: typeof english;
  }
}

/**
 * Language, messages and time zone of every request. Dates are written as in Kenya, and times are
 * Nairobi's, wherever the server is.
 */
export default getRequestConfig(() => ({
  locale: "en-KE",
  messages: english,
  timeZone: "Africa/Nairobi",
}));
