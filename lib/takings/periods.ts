import { addDays } from "@/lib/nairobi-day";
import type { Period } from "./model";

/** Days as "2026-11-25". Pure: no clock and no time zone, only the calendar. */

const utcMsOf = (day: string) => Date.parse(`${day}T00:00:00Z`);
const dayOf = (utcMs: number) => new Date(utcMs).toISOString().slice(0, 10);

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
  const monday = addDays(today, -weekday);
  const first = `${today.slice(0, 8)}01`;
  const lastOfMonthBefore = addDays(first, -1);
  const sameDay = monthBefore(today);
  const upTo = (from: string, partial: string): Span => ({
    from,
    to: addDays(partial, -1),
    partial,
  });
  const since = (from: string): Span => ({ from, to: today, partial: null });
  const yesterday = addDays(today, -1);
  const firstOfMonthBefore = `${lastOfMonthBefore.slice(0, 8)}01`;
  return [
    { period: "today", now: since(today), before: upTo(yesterday, yesterday) },
    {
      period: "week",
      now: since(monday),
      before: upTo(addDays(monday, -7), addDays(today, -7)),
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
