import type { ReactNode } from "react";

/** Something behind a step of its own; opens without JavaScript, too. */
export function Folded({ summary, children }: { summary: string; children: ReactNode }) {
  return (
    <details className="rounded-xl border">
      <summary className="flex min-h-11 items-center px-4 py-2 font-semibold underline underline-offset-4">
        {summary}
      </summary>
      <div className="space-y-4 p-4 pt-2">{children}</div>
    </details>
  );
}
