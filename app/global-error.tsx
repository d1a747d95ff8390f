"use client";

import { RetryButton } from "@/components/checkout/retry-button";
import { useAutoRetry } from "@/components/checkout/use-auto-retry";
import messages from "@/lib/messages/en/fatal.json";
import "./globals.css";

/** The last resort: even the frame of the page failed, so it brings its own, and its own few words. */
export default function GlobalError({ retry }: { error: unknown; retry: () => void }) {
  const retrying = useAutoRetry(retry);
  return (
    <html lang={messages.lang}>
      <body>
        <title>{messages.title}</title>
        <main className="mx-auto max-w-lg space-y-4 p-6">
          <h1 className="text-2xl font-bold">{messages.title}</h1>
          <p>{messages.body}</p>
          <RetryButton retrying={retrying} label={messages.retry} tryingLabel={messages.retrying} />
        </main>
      </body>
    </html>
  );
}
