import { randomBytes } from "node:crypto";
import type { Delivery } from "./callbacks/deliver";
import type { Token } from "./daraja/access-token";
import type { Faults } from "./faults/knobs";
import { createPending, type Pending } from "./pending";
import type { Shortcode } from "./shortcodes/shortcode";
import type { Subscriber } from "./subscribers/subscriber";
import type { Debit } from "./transactions/debit";
import type { Transaction } from "./transactions/transaction";

/** Everything this Safaricom knows. It lives in memory and grows until the next reset. */
export interface World {
  readonly now: () => number;
  /** The origin whose pages may show the phone, beside those of this machine. */
  readonly shownIn: string | null;
  /** By business short code; the only part that a reset leaves alone. */
  readonly shortcodes: Map<string, Shortcode>;
  readonly tokens: Map<string, Token>;
  /** By msisdn; a number appears here once something happened to it. */
  readonly subscribers: Map<string, Subscriber>;
  /** By CheckoutRequestID, oldest first. */
  readonly transactions: Map<string, Transaction>;
  readonly debits: Debit[];
  readonly deliveries: Delivery[];
  /** How often a knob was drawn for an account reference; starts anew with every new set of knobs. */
  readonly drawCounts: Map<string, number>;
  /** How many ids of a kind an account reference has been given. */
  readonly idCounts: Map<string, number>;
  readonly receipts: Set<string>;
  /** Times of the queries let through in the last minute, by business short code. */
  readonly queryTimes: Map<string, number[]>;
  readonly pending: Pending;
  faults: Faults;
  /** Used while no knob sets a seed; new after every reset, so that receipts never come back. */
  defaultSeed: string;
}

/** An empty world that knows the given shortcodes. `now` answers in milliseconds. */
export function createWorld(
  shortcodes: readonly Shortcode[],
  now: () => number,
  shownIn: string | null = null,
): World {
  return {
    now,
    shownIn,
    shortcodes: new Map(shortcodes.map((shortcode) => [shortcode.businessShortCode, shortcode])),
    tokens: new Map(),
    subscribers: new Map(),
    transactions: new Map(),
    debits: [],
    deliveries: [],
    drawCounts: new Map(),
    idCounts: new Map(),
    receipts: new Set(),
    queryTimes: new Map(),
    pending: createPending(),
    faults: {},
    defaultSeed: newSeed(),
  };
}

/** Forgets all but the shortcodes; timers stop and deliveries under way are cut. */
export function resetWorld(world: World): void {
  world.pending.cancelAll();
  world.tokens.clear();
  world.subscribers.clear();
  world.transactions.clear();
  world.debits.length = 0;
  world.deliveries.length = 0;
  world.drawCounts.clear();
  world.idCounts.clear();
  world.receipts.clear();
  world.queryTimes.clear();
  world.faults = {};
  world.defaultSeed = newSeed();
}

function newSeed(): string {
  return randomBytes(8).toString("hex");
}
