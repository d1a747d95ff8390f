import { english } from "@/lib/messages/en";
import { swahili } from "@/lib/messages/sw";

/** Everything the product says, by language. */
export const MESSAGES = { en: english, sw: swahili };
