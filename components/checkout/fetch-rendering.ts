import { readRendering } from "./read-rendering";
import { SUBMISSION_HEADER, type Rendering } from "./rendering";

/**
 * Asks for an order's page anew, as facts. Not through the router: that leaves the page for the browser's
 * own error page when the line drops in the middle. `submissionId` is that of the form which this browser
 * sent. Throws when the line or the server is down, or `signal` ends it.
 */
export async function fetchRendering(
  orderId: string,
  submissionId: string | null,
  signal: AbortSignal,
): Promise<Rendering> {
  const response = await fetch(`/pay/${encodeURIComponent(orderId)}/view`, {
    cache: "no-store",
    headers: submissionId === null ? {} : { [SUBMISSION_HEADER]: submissionId },
    signal,
  });
  if (!response.ok) throw new Error(`order page answered ${response.status}`);
  const body: unknown = await response.json();
  const rendering = readRendering(body);
  if (!rendering) throw new Error("order page answered something else");
  return rendering;
}
