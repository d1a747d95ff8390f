import { getRequestConfig } from "next-intl/server";
import dashboardMessages from "@/lib/messages/dashboard.en.json";
import messages from "@/lib/messages/en.json";

const everyMessage = { ...messages, ...dashboardMessages };

/** Makes `t("…")` a compile error for a key that the messages lack. */
declare module "next-intl" {
  interface AppConfig {
    Messages: typeof everyMessage;
  }
}

/**
 * Language, messages and time zone of every request. Dates are written as in Kenya, and times are
 * Nairobi's, wherever the server is.
 */
export default getRequestConfig(() => ({
  locale: "en-KE",
  messages: everyMessage,
  timeZone: "Africa/Nairobi",
}));
