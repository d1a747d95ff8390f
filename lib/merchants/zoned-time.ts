import type { TimeZone } from "./export-columns";

/** Kenya keeps no summer time. */
const OFFSET_MS: Record<TimeZone, number> = { nairobi: 10_800_000, utc: 0 };

/** A point in time as spreadsheets take it: "2026-11-25 11:15:09", in the zone's own time. */
export function zonedTime(iso: string, zone: TimeZone): string {
  const shifted = new Date(Date.parse(iso) + OFFSET_MS[zone]);
  return shifted.toISOString().slice(0, 19).replace("T", " ");
}
