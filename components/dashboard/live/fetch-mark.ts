import type { MarkAnswer } from "./watch-page";

/** Answers after which asking again brings nothing: signed out, no longer a member, no such page. */
const isGone = (response: Response) =>
  response.type === "opaqueredirect" || response.status === 404 || response.status === 403;

/** Asks for a page's mark. Throws when the line or the server is down, or `signal` ends it. */
export async function fetchMark(
  address: string,
  question: { mark: string; waitSeconds: number; signal: AbortSignal },
): Promise<MarkAnswer> {
  const { mark, waitSeconds, signal } = question;
  const url = new URL(address, location.origin);
  url.searchParams.set("mark", mark);
  if (waitSeconds > 0) url.searchParams.set("wait", String(waitSeconds));
  const response = await fetch(url, { cache: "no-store", redirect: "manual", signal });
  if (isGone(response)) return "gone";
  if (!response.ok) throw new Error(`the page's mark answered ${response.status}`);
  const body: unknown = await response.json();
  if (typeof body !== "object" || body === null || !("mark" in body)) throw new Error("no mark");
  if (typeof body.mark !== "string") throw new Error("no mark");
  return { mark: body.mark };
}
