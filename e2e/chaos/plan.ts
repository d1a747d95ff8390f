import type { Dice } from "../support/dice";
import { diceFor } from "./dice";
import type { LineFault } from "./line";
import { KNOB_SETS, type KnobSet } from "./knob-sets";

/** `ci` is dense, so that a small run meets everything; `long` is the same mix over many payments. */
export type Profile = "ci" | "long";

export type AppIndex = 0 | 1;

/** The lines that can be disturbed; each app has a line to the database of its own. */
export const LINE_NAMES = ["customers", "callbacks", "daraja", "database"] as const;
export type LineName = (typeof LINE_NAMES)[number];

export const LINE_FAULT_KINDS = [
  "latency",
  "reset",
  "half-open",
  "slow close",
  "cut",
  "refuse",
] as const satisfies readonly LineFault["kind"][];

export type Disturbance =
  | { kind: "app killed"; app: AppIndex }
  | { kind: "app killed in a callback"; app: AppIndex; afterMs: number }
  | { kind: "app frozen"; app: AppIndex; forMs: number }
  | { kind: "postgres killed"; awayMs: number }
  | { kind: "backends ended"; share: number }
  | { kind: "line"; line: LineName; app: AppIndex; fault: LineFault; forMs: number };

/** A disturbance begins when this many payments have been started. */
export type PlannedEvent = { atPayment: number; disturbance: Disturbance };

/** A set of knobs is in force for so many pushes at least. */
export type PlannedKnobs = { pushes: number; set: KnobSet };

export type Plan = { events: PlannedEvent[]; knobs: PlannedKnobs[] };

/** How many of each, at least and per payment. */
const AMOUNTS: Record<
  Profile,
  Record<
    "kills" | "callbackKills" | "postgres" | "freezes" | "ends" | "lines",
    { least: number; per1000: number }
  >
> = {
  ci: {
    kills: { least: 8, per1000: 32 },
    callbackKills: { least: 3, per1000: 12 },
    postgres: { least: 2, per1000: 8 },
    freezes: { least: 3, per1000: 8 },
    ends: { least: 3, per1000: 12 },
    lines: { least: 1, per1000: 4 },
  },
  long: {
    kills: { least: 8, per1000: 24 },
    callbackKills: { least: 3, per1000: 6 },
    postgres: { least: 2, per1000: 5 },
    freezes: { least: 3, per1000: 5 },
    ends: { least: 3, per1000: 10 },
    lines: { least: 1, per1000: 1 },
  },
};

/** One freeze of every run outlasts the push deadline: a frozen process must not push afterwards. */
const LONG_FREEZE_MS = 12_000;

function drawLineFault(kind: (typeof LINE_FAULT_KINDS)[number], dice: Dice): LineFault {
  switch (kind) {
    case "latency":
      return { kind, ms: dice.between(40, 350) };
    case "slow close":
      return { kind, ms: dice.between(500, 3_000) };
    case "cut":
      // The shortest messages of all lines are longer.
      return { kind, afterBytes: dice.between(1, 150), direction: dice.pick(["there", "back"]) };
    case "reset":
    case "half-open":
    case "refuse":
      return { kind };
  }
}

function drawDisturbances(dice: Dice, payments: number, profile: Profile): Disturbance[] {
  const drawn: Disturbance[] = [];
  const app = (): AppIndex => dice.pick([0, 1]);
  const repeat = (name: keyof (typeof AMOUNTS)["ci"], draw: (number: number) => Disturbance) => {
    const { least, per1000 } = AMOUNTS[profile][name];
    const count = Math.max(least, Math.round((payments * per1000) / 1_000));
    for (let number = 0; number < count; number += 1) drawn.push(draw(number));
  };
  repeat("kills", () => ({ kind: "app killed", app: app() }));
  repeat("callbackKills", () => ({
    kind: "app killed in a callback",
    app: app(),
    afterMs: dice.between(0, 12),
  }));
  repeat("postgres", () => ({ kind: "postgres killed", awayMs: dice.between(300, 2_500) }));
  repeat("freezes", (number) => ({
    kind: "app frozen",
    app: app(),
    forMs: number === 0 ? LONG_FREEZE_MS : dice.between(500, 4_000),
  }));
  repeat("ends", () => ({ kind: "backends ended", share: dice.pick([0.25, 0.5, 1]) }));
  for (const line of LINE_NAMES) {
    for (const kind of LINE_FAULT_KINDS) {
      repeat("lines", () => ({
        kind: "line",
        line,
        app: app(),
        fault: drawLineFault(kind, dice),
        forMs: dice.between(300, kind === "latency" ? 3_000 : 1_500),
      }));
    }
  }
  return dice.shuffle(drawn);
}

/** Fewer than there will be: what a set brings may take longer, and the last one must come, too. */
const PUSHES_PER_PAYMENT = 0.6;
/** A long run goes round the sets once for so many payments. */
const PAYMENTS_A_ROUND = 400;

/** The sets of knobs one after the other, over and over in a long run. */
function drawKnobs(dice: Dice, payments: number): PlannedKnobs[] {
  const rounds = Math.max(1, Math.round(payments / PAYMENTS_A_ROUND));
  const sets = Array.from({ length: rounds }, () => dice.shuffle(KNOB_SETS)).flat();
  const total = sets.reduce((sum, { weight }) => sum + weight, 0);
  return sets.map((set) => ({
    pushes: Math.ceil((set.weight / total) * payments * PUSHES_PER_PAYMENT),
    set,
  }));
}

/** The first and last payments are left alone, so that everything is up and everything is struck. */
const FIRST_SHARE = 0.02;
const LAST_SHARE = 0.9;

/**
 * Draws everything that will go wrong from the seed, before anything starts: the same seed, number
 * of payments and profile give the same plan. Pure.
 */
export function drawPlan(seed: string, payments: number, profile: Profile): Plan {
  const dice = diceFor(seed, "plan");
  const disturbances = drawDisturbances(dice, payments, profile);
  const span = payments * (LAST_SHARE - FIRST_SHARE);
  const events = disturbances.map((disturbance, index) => ({
    atPayment: Math.floor(payments * FIRST_SHARE + (span * index) / disturbances.length),
    disturbance,
  }));
  return { events, knobs: drawKnobs(dice, payments) };
}

/** What the table calls a disturbance. */
export const nameOf = (disturbance: Disturbance): string =>
  disturbance.kind === "line"
    ? `${disturbance.line} line: ${disturbance.fault.kind}`
    : disturbance.kind;
