import type { MerchantDb } from "@/db/read-as-merchant";
import type { MerchantReads } from "@/lib/merchants/as-merchant";
import { addDays } from "@/lib/nairobi-day";
import { asFailureReason } from "@/lib/payments/failure-reason";
import type { Failures, Home } from "./model";
import { periodsOf } from "./periods";
import { readFirstSteps } from "./read-first-steps";
import { type ReadDay, readDays, readPartialDays, readTakingsClock } from "./read-days";
import { readSpeed } from "./read-speed";
import { readWaiting } from "./read-waiting";
import { NO_TAKINGS, sumPeriods } from "./sum-takings";

const CHART_DAYS = 30;
const FAILURE_DAYS = 7;

/** The days of a chart, each once, whether or not anything happened. */
function fillDays(days: readonly ReadDay[], today: string): Home["days"] {
  return Array.from({ length: CHART_DAYS }, (_, n) => {
    const day = addDays(today, n - CHART_DAYS + 1);
    const found = days.find((known) => known.day === day) ?? NO_TAKINGS;
    const { takingsKes, payments, succeeded, failed } = found;
    return { day, takingsKes, payments, succeeded, failed };
  });
}

/** Failures of some days by reason, most frequent first; words of another time count as unknown. */
function sumFailures(days: readonly ReadDay[]): Failures[] {
  const sums = new Map<Failures["reason"], number>();
  for (const [word, attempts] of days.flatMap(({ failures }) => Object.entries(failures))) {
    const reason = asFailureReason(word) ?? "unknown";
    sums.set(reason, (sums.get(reason) ?? 0) + attempts);
  }
  return [...sums]
    .map(([reason, attempts]) => ({ reason, attempts }))
    .sort((a, b) => b.attempts - a.attempts || a.reason.localeCompare(b.reason));
}

/** The days from the first of the month before to today, and the periods that they make. */
async function readTakings(db: MerchantDb, merchantId: string) {
  const clock = await readTakingsClock(db, merchantId);
  const { today } = clock;
  const spans = periodsOf(today);
  const from = spans.map(({ before }) => before.from).reduce((a, b) => (a < b ? a : b), today);
  const days = await readDays(db, merchantId, { from, to: today });
  const wanted = new Set(spans.flatMap(({ before }) => before.partial ?? []));
  const partialDays = await readPartialDays(db, merchantId, [...wanted]);
  return { clock, days, periods: sumPeriods(today, days, partialDays) };
}

/** Everything the home page shows, at one snapshot. Throws if the database is away. */
export function readHome({ merchantId, read }: MerchantReads): Promise<Home> {
  return read(async (db) => {
    const { clock, days, periods } = await readTakings(db, merchantId);
    const since = addDays(clock.today, 1 - FAILURE_DAYS);
    return {
      now: clock.now,
      countedTo: clock.countedTo,
      periods,
      days: fillDays(days, clock.today),
      failures: sumFailures(days.filter(({ day }) => day >= since)),
      speed: await readSpeed(db, merchantId),
      waiting: await readWaiting(db, merchantId),
      firstSteps: await readFirstSteps(db, merchantId),
    };
  });
}
