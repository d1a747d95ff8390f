const FALLBACK = "/dashboard";
const MAX_CHARS = 1_000;

/**
 * Where to go after sign-in: a page of the dashboard on this site, an invitation, or the dashboard's start for
 * anything else that a link may carry (other hosts, `..`, backslashes, control characters). A query may
 * hold letters as addresses spell them, for a view of a list that somebody shared.
 */
export function readNextPath(next: unknown): string {
  if (typeof next !== "string" || next.length > MAX_CHARS) return FALLBACK;
  return /^(?:\/dashboard(?:\/[\w-]+)*(?:\?(?:[\w=&+.*-]|%[2-9A-F][0-9A-F])*)?|\/invite\/[\w-]+)$/.test(
    next,
  )
    ? next
    : FALLBACK;
}
