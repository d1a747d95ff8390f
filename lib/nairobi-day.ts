/** Kenya keeps no summer time: its days begin three hours before those of UTC, all year. */
const NAIROBI_OFFSET = "+03:00";
const NAIROBI_OFFSET_MS = 10_800_000;
const DAY_MS = 86_400_000;

const dayOf = (utcMs: number) => new Date(utcMs).toISOString().slice(0, 10);

/** Whether text is a day as "2026-11-25" that Malipo could have seen, 2000 to 2099. */
export function isNairobiDay(text: string): boolean {
  if (!/^20\d{2}-\d{2}-\d{2}$/.test(text)) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && dayOf(ms) === text;
}

/** The first moment of a day in Nairobi. */
export function startOfNairobiDay(day: string): Date {
  return new Date(`${day}T00:00:00${NAIROBI_OFFSET}`);
}

/** The day `days` after a day, or before it where negative. */
export function addDays(day: string, days: number): string {
  return dayOf(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS);
}

/** The day it is in Nairobi at a moment. */
export function nairobiDayOf(at: Date): string {
  return dayOf(at.getTime() + NAIROBI_OFFSET_MS);
}
