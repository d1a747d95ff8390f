import type { DayTakings, PeriodTakings, Takings } from "./model";
import { periodsOf, type Span } from "./periods";

export const NO_TAKINGS: Takings = { takingsKes: 0, payments: 0, succeeded: 0, failed: 0 };

const add = (one: Takings, other: Takings): Takings => ({
  takingsKes: one.takingsKes + other.takingsKes,
  payments: one.payments + other.payments,
  succeeded: one.succeeded + other.succeeded,
  failed: one.failed + other.failed,
});

/**
 * The periods of today beside those before, from whole days and from days until the time that it is
 * now. Days that are in neither came to nothing. Pure.
 */
export function sumPeriods(
  today: string,
  days: readonly DayTakings[],
  partialDays: readonly DayTakings[],
): PeriodTakings[] {
  const sumOf = ({ from, to, partial }: Span): Takings =>
    [
      ...days.filter(({ day }) => day >= from && day <= to),
      ...partialDays.filter(({ day }) => day === partial),
    ].reduce(add, NO_TAKINGS);
  return periodsOf(today).map(({ period, now, before }) => ({
    period,
    now: sumOf(now),
    before: sumOf(before),
  }));
}
