import { createWriteStream, mkdirSync } from "node:fs";
import { dirname } from "node:path";

/** Everything that was done and answered, a JSON line each, for whoever looks into a failure. */
export type History = {
  /** `who` acts (a customer, the plan, the runner), `what` in a word or two. */
  note(who: string, what: string, detail?: Record<string, unknown>): void;
  close(): Promise<void>;
};

export function openHistory(file: string): History {
  mkdirSync(dirname(file), { recursive: true });
  const stream = createWriteStream(file, { mode: 0o600 });
  const startedMs = performance.now();
  return {
    note: (who, what, detail = {}) => {
      const ms = Math.round(performance.now() - startedMs);
      stream.write(
        `${JSON.stringify({ ms, at: new Date().toISOString(), who, what, ...detail })}\n`,
      );
    },
    close: () => new Promise((resolve) => stream.end(() => resolve())),
  };
}
