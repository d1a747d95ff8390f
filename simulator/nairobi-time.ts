const NAIROBI_OFFSET_MS = 3 * 60 * 60 * 1000; // East Africa Time has no summer time.

/** A moment as Nairobi's clocks show it, in fixed-width parts. */
export interface NairobiTime {
  readonly year: string;
  readonly month: string;
  readonly day: string;
  readonly hour: string;
  readonly minute: string;
  readonly second: string;
  readonly millisecond: string;
}

/** Splits a time in milliseconds into Nairobi's calendar. */
export function nairobiTime(atMs: number): NairobiTime {
  const iso = new Date(atMs + NAIROBI_OFFSET_MS).toISOString();
  return {
    year: iso.slice(0, 4),
    month: iso.slice(5, 7),
    day: iso.slice(8, 10),
    hour: iso.slice(11, 13),
    minute: iso.slice(14, 16),
    second: iso.slice(17, 19),
    millisecond: iso.slice(20, 23),
  };
}

/** `YYYYMMDDHHmmss` in Nairobi, as TransactionDate carries it (daraja.md, 2.7). */
export function nairobiStamp(atMs: number): string {
  const { year, month, day, hour, minute, second } = nairobiTime(atMs);
  return `${year}${month}${day}${hour}${minute}${second}`;
}

/** True for fourteen digits that name a real calendar moment, in whatever zone (daraja.md, 2.2). */
export function isStamp(text: string): boolean {
  const parts = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(text);
  if (!parts) return false;
  const [, year, month, day, hour, minute, second] = parts.map(Number);
  const at = new Date(
    Date.UTC(year ?? 0, (month ?? 0) - 1, day ?? 0, hour ?? 0, minute ?? 0, second ?? 0),
  );
  return at.toISOString().replace(/\D/g, "").slice(0, 14) === text;
}
