import { IS_TEST_PROCESS } from "./env";

/**
 * The places between "form posted" and "order settled" at which a test may end, freeze or cut off a
 * process: before and after every step. The crash-points proof sweeps them all.
 */
export const FAILPOINTS = [
  "start:posted",
  "start:read",
  "start:replayed",
  "start:pushed",
  "token:wanted",
  "token:leased",
  "token:answered",
  "token:stored",
  "claim:before",
  "claim:unanswered",
  "claim:lost",
  "claim:won",
  "push:before",
  "push:sending",
  "push:answered",
  "push:token-rejected",
  "push:token-renewed",
  "evidence:waiting",
  "evidence:stored",
  "evidence:decided",
  "evidence:applied",
  "callback:posted",
  "callback:authenticated",
  "callback:read",
  "callback:stored",
  "callback:applied",
  "spool:before",
  "spool:unfinished",
  "spool:named",
  "spool:kept",
  "spool:read",
  "spool:stored",
  "spool:removed",
  "status:asked",
  "status:read",
  "status:deferred",
  "status:tended",
  "check:found",
  "check:leased",
  "query:before",
  "query:sending",
  "query:answered",
  "query:token-rejected",
  "sweep:started",
  "sweep:applied",
  "sweep:stale-told",
  "sweep:checks-found",
  "sweep:checked",
  "sweep:windows-told",
  "sweep:checks-ended-told",
  "sweep:expired-told",
  "cancel:asked",
  "cancel:read",
  "cancel:recorded",
] as const;

export type Failpoint = (typeof FAILPOINTS)[number];

/** `detail` tells apart what passes the same point: the kind of evidence. */
export type FailpointHandler = (name: Failpoint, detail: string | null) => Promise<void>;

let handler: FailpointHandler | null = null;

/** Where a test may interfere. Does nothing, and answers no promise, unless a test installed a handler. */
export function failpoint(
  name: Failpoint,
  detail: string | null = null,
): Promise<void> | undefined {
  return handler === null ? undefined : handler(name, detail);
}

/**
 * Hands every failpoint of this process to `installed`; null switches them off again. Throws unless
 * the process runs with NODE_ENV=test: no variable, request or setting of a production process
 * leads here.
 */
export function installFailpoints(installed: FailpointHandler | null): void {
  if (!IS_TEST_PROCESS) throw new Error("failpoints exist for tests alone");
  handler = installed;
}
