const FALLBACK = "/dashboard";
const MAX_CHARS = 200;

/**
 * Where to go after sign-in: a page of the dashboard on this site, or the dashboard's start for
 * anything else that a link may carry (other hosts, `..`, backslashes, control characters).
 */
export function readNextPath(next: unknown): string {
  if (typeof next !== "string" || next.length > MAX_CHARS) return FALLBACK;
  return /^\/dashboard(?:\/[\w-]+)*(?:\?[\w=&-]*)?$/.test(next) ? next : FALLBACK;
}
