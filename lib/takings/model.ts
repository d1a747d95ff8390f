import type { ENVIRONMENTS } from "@/db/vocabulary";
import type { CaseKind, FailureReason } from "@/lib/payments/model";

/** What the home page shows of a merchant's days. Pure and browser-safe; a day is "2026-11-25", Nairobi's. */

/** What some time came to: counted money by when it came, attempts by when they were started. */
export type Takings = {
  takingsKes: number;
  payments: number;
  succeeded: number;
  failed: number;
};

export type DayTakings = Takings & { day: string };

export const PERIODS = ["today", "week", "month"] as const;
export type Period = (typeof PERIODS)[number];

/** A period up to now, beside the one before up to the same day and time in it. */
export type PeriodTakings = { period: Period; now: Takings; before: Takings };

/** Attempts that failed for one reason; "unknown" where none was given or it is a word of another time. */
export type Failures = { reason: FailureReason | "unknown"; attempts: number };

/** How M-Pesa answers: of the attempts that ended within some time. */
export type Speed = {
  /** Attempts that were sent and have ended. */
  ended: number;
  /** Of these, how many ended because we asked: no result had come by itself. */
  asked: number;
  /** From the request to its result, customers typing their PIN included; null without any. */
  medianMs: number | null;
};

/** Of how many orders something of one kind waits for a person. */
export type Waiting = { kind: CaseKind; count: number };

/** How far a new merchant has come; see the home page's first steps. */
export type FirstSteps = {
  /** Of the shortcode that takes orders; null without one. */
  environment: (typeof ENVIRONMENTS)[number] | null;
  shortcodeId: string | null;
  /** Whether that shortcode was checked since its credentials are what they are. */
  isChecked: boolean;
  /** A payment link or an order; one that a check made does not count. */
  hasOrder: boolean;
  /** Beside what a check brought. */
  hasPayment: boolean;
};

/** Everything the home page shows; `now` and `countedTo` are ISO 8601, UTC. */
export type Home = {
  now: string;
  /** Up to when ended days were counted; the days since then, today among them, are counted now. */
  countedTo: string | null;
  periods: PeriodTakings[];
  /** The last thirty days, today last, each day once. */
  days: DayTakings[];
  /** Of the last seven days, most frequent first. */
  failures: Failures[];
  speed: { hour: Speed; day: Speed };
  waiting: Waiting[];
  firstSteps: FirstSteps;
};
