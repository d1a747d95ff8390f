import type { Period } from "./model";

/** Days as "2026-11-25". Pure: no clock and no time zone, only the calendar. */

const DAY_MS = 86_400_000;

const utcMsOf = (day: string) => Date.parse(`${day}T00:00:00Z`);
const dayOf = (utcMs: number) => new Date(utcMs).toISOString().slice(0, 10);

/** The day so many days later, or earlier where negative. */
export function shiftDay(day: string, days: number): string {
  return dayOf(utcMsOf(day) + days * DAY_MS);
}

/** The same day of the month before; null where that month is too short to have it. */
function monthBefore(day: string): string | null {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  const shifted = dayOf(Date.UTC(year, month - 2, date));
  return shifted.endsWith(day.slice(-2)) ? shifted : null;
}

/** Whole days, both ends included, and one day until the time that it is now. */
export type Span = { from: string; to: string; partial: string | null };

export type PeriodSpans = {
  period: Period;
  /** Ends with today, which is as long as it is old. */
  now: Span;
  before: Span;
};

/** What the periods of a day are compared with. Weeks begin on Monday. */
export function periodsOf(today: string): PeriodSpans[] {
  const weekday = (new Date(utcMsOf(today)).getUTCDay() + 6) % 7;
  const monday = shiftDay(today, -weekday);
  const first = `${today.slice(0, 8)}01`;
  const lastOfMonthBefore = shiftDay(first, -1);
  const sameDay = monthBefore(today);
  const upTo = (from: string, partial: string): Span => ({
    from,
    to: shiftDay(partial, -1),
    partial,
  });
  const since = (from: string): Span => ({ from, to: today, partial: null });
  const yesterday = shiftDay(today, -1);
  const firstOfMonthBefore = `${lastOfMonthBefore.slice(0, 8)}01`;
  return [
    { period: "today", now: since(today), before: upTo(yesterday, yesterday) },
    {
      period: "week",
      now: since(monday),
      before: upTo(shiftDay(monday, -7), shiftDay(today, -7)),
    },
    {
      period: "month",
      now: since(first),
      before:
        sameDay === null
          ? { from: firstOfMonthBefore, to: lastOfMonthBefore, partial: null }
          : upTo(firstOfMonthBefore, sameDay),
    },
  ];
}
