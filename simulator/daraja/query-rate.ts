import type { World } from "../world";

const MINUTE_MS = 60_000;

/** Takes one query of this shortcode out of the last minute's allowance; false when it is used up. */
export function takeQuery(world: World, businessShortCode: string): boolean {
  const perMinute = world.faults.query?.perMinute;
  if (perMinute === undefined) return true;
  const now = world.now();
  const times = (world.queryTimes.get(businessShortCode) ?? []).filter(
    (at) => now - at < MINUTE_MS,
  );
  const allowed = times.length < perMinute;
  if (allowed) times.push(now);
  world.queryTimes.set(businessShortCode, times);
  return allowed;
}
