import type { Deadline } from "@/lib/clock";
import { connectionNeverOpened, errorCause } from "./connection-error";

/** An HTTP answer as it came; the body holds at most 64 KiB. */
export type RawAnswer = { status: number; body: string };

export type SendDeps = { fetch: typeof fetch; deadline: Deadline };

/** `cause` is a short word for logs and evidence; it never holds a secret or a phone number. */
type Sent =
  | { kind: "answered"; answer: RawAnswer }
  /** Certain: not a byte of the request left this machine. */
  | { kind: "not_sent"; cause: string }
  /** The request may have arrived. `answer` is what was received before it broke off. */
  | { kind: "lost"; cause: string; answer: RawAnswer | null };

/** Daraja's answers are a few hundred bytes; more than this is somebody else talking. */
const MAX_ANSWER_BYTES = 64 * 1024;
const MAX_TIMER_MS = 2_147_483_647;

/**
 * One HTTP exchange, from the check of the deadline to the last byte of the body, never repeated.
 * Redirects are answers, not followed. Never throws.
 */
export async function sendRequest(
  url: string,
  init: { method: "GET" | "POST"; headers: Record<string, string>; body?: string },
  deps: SendDeps,
): Promise<Sent> {
  const received: { status: number | null; text: string } = { status: null, text: "" };
  const controller = new AbortController();
  const remainingMs = deps.deadline.remainingMs();
  if (!(remainingMs > 0)) return { kind: "not_sent", cause: "deadline_passed" };
  const timer = setTimeout(
    () => controller.abort(),
    Math.min(Math.ceil(remainingMs), MAX_TIMER_MS),
  );
  try {
    return await Promise.race([exchange(), aborted(controller.signal)]);
  } catch (error) {
    if (connectionNeverOpened(error)) return { kind: "not_sent", cause: errorCause(error) };
    return lost(controller.signal.aborted ? "timed_out" : errorCause(error));
  } finally {
    clearTimeout(timer);
    controller.abort();
  }

  async function exchange(): Promise<Sent> {
    const response = await deps.fetch(url, {
      ...init,
      // No socket stays open between calls: a push must not meet one that the far side has closed.
      headers: { accept: "application/json", connection: "close", ...init.headers },
      redirect: "manual",
      cache: "no-store",
      signal: controller.signal,
    });
    received.status = response.status;
    const decoder = new TextDecoder("utf-8");
    let receivedBytes = 0;
    for await (const chunk of response.body ?? []) {
      received.text += decoder.decode(chunk.subarray(0, MAX_ANSWER_BYTES - receivedBytes), {
        stream: true,
      });
      receivedBytes += chunk.byteLength;
      if (receivedBytes > MAX_ANSWER_BYTES) return lost("answer_too_large");
    }
    received.text += decoder.decode();
    return { kind: "answered", answer: { status: response.status, body: received.text } };
  }

  function lost(cause: string): Sent {
    const { status, text } = received;
    return { kind: "lost", cause, answer: status === null ? null : { status, body: text } };
  }
}

/** Rejects when the signal aborts, so that the deadline holds even if `fetch` does not heed it. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(new Error("timed out")), { once: true });
  });
}
