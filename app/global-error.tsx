"use client";

import { useAutoRetry } from "@/components/checkout/use-auto-retry";
import english from "@/lib/messages/en/fatal.json";
import swahili from "@/lib/messages/sw/fatal.json";
import "./globals.css";

/**
 * The last resort: even the frame of the page failed, so it brings its own, and its own few words. Every
 * page brings it along: its button is a plain one.
 * Nobody is left to say which language is wanted: both are said.
 */
export default function GlobalError({ retry }: { error: unknown; retry: () => void }) {
  const { tryNow, isTrying } = useAutoRetry(retry);
  return (
    <html lang="en">
      <body>
        <title>{english.title}</title>
        <main className="mx-auto max-w-lg space-y-10 p-6">
          {[english, swahili].map((words) => (
            <section key={words.lang} lang={words.lang} className="space-y-4">
              <h1 className="text-2xl font-bold">{words.title}</h1>
              <p>{words.body}</p>
              <button type="button" className="min-h-11 rounded-lg border px-4" onClick={tryNow}>
                {isTrying ? words.retrying : words.retry}
              </button>
            </section>
          ))}
        </main>
      </body>
    </html>
  );
}
