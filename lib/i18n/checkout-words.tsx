"use client";

import { useLocale } from "next-intl";
import { lazy, type ComponentType, type ReactNode } from "react";
import type { Locale } from "./model";

type Words = ComponentType<{ children: ReactNode }>;

/** Long enough for a line that comes back, and for one that is merely slow. */
const AGAIN_AFTER_MS = 3_000;

/**
 * Loads words until they are there. Meanwhile the page stays as the server sent it, and works as it does
 * without JavaScript: an error in its place would take the form away.
 */
async function load(words: () => Promise<{ default: Words }>): Promise<{ default: Words }> {
  for (;;) {
    try {
      return await words();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS));
    }
  }
}

const WORDS = {
  "en-KE": lazy(() => load(() => import("./english-checkout-words"))),
  "sw-KE": lazy(() => load(() => import("./swahili-checkout-words"))),
} as const satisfies Record<Locale, unknown>;

/**
 * Gives the customer's pages what they say in the browser. A script a language carries it, which the
 * browser keeps, and not each page: what blocks the first paint stays small. Only the section `checkout`
 * is there, beside those of the root; what else a client component says is handed to it as a prop.
 */
export function CheckoutWords({ children }: { children: ReactNode }) {
  const Words = WORDS[useLocale()];
  return <Words>{children}</Words>;
}
