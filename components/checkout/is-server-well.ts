/** Longer than a healthy server ever takes, shorter than anybody's patience. */
const TIMEOUT_MS = 5_000;

/**
 * Whether the server and its database answer. Asked before a page is fetched again by script: when
 * that fails, the router leaves the page for the browser's own error page, which never heals.
 */
export async function isServerWell(): Promise<boolean> {
  try {
    const response = await fetch("/api/health", {
      cache: "no-store",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return response.ok;
  } catch {
    // No answer is the answer: the line or the server is down.
    return false;
  }
}
