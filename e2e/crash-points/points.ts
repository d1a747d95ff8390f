import type { RoadName } from "./roads";

/** Where a trial breaks, and the road on which a payment comes by. */
export type Point = {
  name: string;
  road: RoadName;
  /** Which kind of evidence must pass; any unless told. */
  detail?: string;
  /** At which passing, the first unless told. */
  passing?: number;
};

const onRoad = (road: RoadName, names: string[]): Point[] => names.map((name) => ({ name, road }));

const evidence = (road: RoadName, detail: string, steps: string[]): Point[] =>
  steps.map((step) => ({ name: `evidence:${step}`, road, detail }));

/** Every failpoint of the product at least once; one that is missing here fails the proof. */
export const POINTS: readonly Point[] = [
  ...onRoad("pays", ["start:posted", "start:read", "claim:before", "claim:won"]),
  ...onRoad("pays", ["push:before", "push:sending", "push:answered", "start:pushed"]),
  ...evidence("pays", "push_accepted", ["stored", "decided", "applied"]),
  ...onRoad("pays", ["callback:posted", "callback:authenticated", "callback:read"]),
  ...onRoad("pays", ["callback:stored", "callback:applied"]),
  ...evidence("pays", "callback_success", ["decided", "applied"]),
  ...onRoad("pays", ["status:asked", "status:read"]),
  ...onRoad("paysWhileDown", ["push:sending", "push:answered"]),
  ...onRoad("databaseAwayForCallback", ["spool:before", "spool:unfinished"]),
  ...onRoad("databaseAwayForCallback", ["spool:named", "spool:kept"]),
  ...onRoad("callbackSpooled", ["spool:read", "spool:stored", "spool:removed"]),
  ...evidence("refuses", "callback_failure", ["decided", "applied"]),
  ...onRoad("postsAgain", ["start:replayed"]),
  ...onRoad("twoTabs", ["claim:lost"]),
  ...onRoad("claimUnanswered", ["claim:unanswered"]),
  ...onRoad("needsToken", ["token:wanted", "token:leased", "token:answered", "token:stored"]),
  ...onRoad("tokenRefused", ["push:token-rejected", "push:token-renewed"]),
  ...evidence("tokenRefused", "push_token_rejected", ["stored", "decided", "applied"]),
  { name: "push:before", road: "tokenRefused", passing: 2 },
  { name: "push:sending", road: "tokenRefused", passing: 2 },
  { name: "push:answered", road: "tokenRefused", passing: 2 },
  ...onRoad("databaseBlinks", ["evidence:waiting"]),
  ...onRoad("callbackLost", ["status:deferred", "status:tended", "check:found", "check:leased"]),
  ...onRoad("callbackLost", ["query:before", "query:sending", "query:answered"]),
  ...evidence("callbackLost", "query_succeeded", ["stored", "decided", "applied"]),
  ...onRoad("queryTokenRefused", ["query:token-rejected"]),
  ...onRoad("callbackLostSwept", ["sweep:started", "sweep:applied", "sweep:stale-told"]),
  ...onRoad("callbackLostSwept", ["sweep:checks-found", "sweep:checked"]),
  ...onRoad("callbackLostSwept", ["sweep:checks-ended-told", "sweep:expired-told"]),
  ...evidence("leftSending", "sending_stale", ["stored", "decided", "applied"]),
  ...evidence("paysLate", "window_ended", ["stored", "decided", "applied"]),
  ...onRoad("paysLate", ["sweep:windows-told"]),
  ...evidence("expires", "order_expired", ["stored", "decided", "applied"]),
  ...onRoad("cancels", ["cancel:asked", "cancel:read", "cancel:recorded"]),
];

/** Between the start of the push deadline and the send: a process that freezes here must not push. */
export const BEFORE_SEND: ReadonlySet<string> = new Set([
  "claim:before",
  "claim:won",
  "push:before",
]);

export const TROUBLES = ["kill", "database gone", "hang"] as const;
export type Trouble = (typeof TROUBLES)[number];

export type Plan = Point & { trouble: Trouble; number: number; seed: string };

export const labelOf = ({ name, detail, passing, road, trouble }: Plan): string =>
  [name, detail, passing === undefined ? null : `passing ${passing}`, `on ${road}`, trouble]
    .filter((word) => word != null)
    .join(", ");
