import { stopAllOwned } from "@/db/owned-process";
import { parentOf } from "@/db/process-identity";

const PARENT_POLL_MS = 250;
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Calls `end` once, at Ctrl-C, SIGTERM, SIGHUP or when npm, which started us, is gone (a killed npm
 * passes no signal on). A second signal leaves at once; the reaper of owned-process.ts does the rest.
 */
export function onEndRequested(end: (why: string) => void): { isEnding(): boolean } {
  let isEnding = false;
  const request = (why: string) => {
    if (isEnding) process.exit(1);
    isEnding = true;
    end(why);
  };
  for (const signal of SIGNALS) process.on(signal, request);
  const state = { isEnding: () => isEnding };
  if (process.env["npm_lifecycle_event"] === undefined) return state;
  // npm → sh → us: whichever goes, somebody up there moves.
  const ancestry = () => `${process.ppid} ${parentOf(process.ppid) ?? ""}`;
  const atStart = ancestry();
  const timer = setInterval(() => {
    if (ancestry() === atStart) return;
    clearInterval(timer);
    if (!isEnding) request("npm is gone");
  }, PARENT_POLL_MS);
  timer.unref();
  return state;
}

/** Ends every process of ours, the database last, then this one. */
export async function shutDown(code: number): Promise<never> {
  await stopAllOwned();
  process.exit(code);
}
