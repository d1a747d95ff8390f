import { getMessages } from "next-intl/server";
import type { Messages } from "next-intl";

/** The parts of the messages that every page may need in the browser. */
const EVERYWHERE = ["common", "problems"] as const satisfies (keyof Messages)[];

/**
 * The messages for a `NextIntlClientProvider`: the given top-level sections and those needed
 * everywhere. A page's browser gets the copy of its own area only.
 */
export async function clientMessages(...sections: (keyof Messages)[]): Promise<Partial<Messages>> {
  const messages = await getMessages();
  const wanted = new Set<string>([...EVERYWHERE, ...sections]);
  return Object.fromEntries(Object.entries(messages).filter(([section]) => wanted.has(section)));
}
