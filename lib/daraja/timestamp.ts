/** East Africa Time is UTC+3 all year: no daylight saving, so no time-zone table is needed. */
const NAIROBI_OFFSET_MS = 3 * 60 * 60 * 1000;

/**
 * `YYYYMMDDHHmmss` in Africa/Nairobi, whatever the zone of the server (daraja.md, 2.2).
 * `now` must be a valid date.
 */
export function darajaTimestamp(now: Date): string {
  const nairobi = new Date(now.getTime() + NAIROBI_OFFSET_MS);
  return nairobi.toISOString().replaceAll(/\D/g, "").slice(0, 14);
}

/** The Password field: base64 of shortcode, pass key and the very Timestamp that is sent beside it. */
export function stkPassword(businessShortCode: string, passKey: string, timestamp: string): string {
  return Buffer.from(businessShortCode + passKey + timestamp, "utf8").toString("base64");
}

/** Reads `YYYYMMDDHHmmss` as Nairobi time. Null if it is not a time of the calendar. */
export function parseDarajaTimestamp(text: string): Date | null {
  const parts = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(text);
  if (!parts) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
    .slice(1)
    .map(Number);
  const time = new Date(Date.UTC(year, month - 1, day, hour, minute, second) - NAIROBI_OFFSET_MS);
  // Date.UTC rolls 30 February over into March; written out again it is no longer the same text.
  return darajaTimestamp(time) === text ? time : null;
}
