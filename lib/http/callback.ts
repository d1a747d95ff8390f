import { failpoint } from "@/lib/failpoints";
import { findCallbackTarget, receiveCallback } from "@/lib/payments/receive-callback";
import type { Runtime } from "@/lib/runtime";
import { readBody } from "./read-body";

const MAX_BODY_BYTES = 64 * 1024;
const BODY_TIMEOUT_MS = 5_000;

const answer = (status: number, ResultCode: number, ResultDesc: string) =>
  Response.json({ ResultCode, ResultDesc }, { status, headers: { "cache-control": "no-store" } });

/**
 * `POST /api/callbacks/{token}`: authenticate by the attempt's secret, store raw, then acknowledge.
 * 200 for every body under a right token once it is stored; 404 with the body unread for any other
 * token; 413, 408 and 503 as the contract says.
 */
export async function handleCallback(
  runtime: Runtime,
  request: Request,
  token: string,
  { bodyTimeoutMs = BODY_TIMEOUT_MS } = {},
): Promise<Response> {
  try {
    await failpoint("callback:posted");
    const target = await findCallbackTarget(runtime, token);
    if (!target) return answer(404, 1, "Not found");
    await failpoint("callback:authenticated");
    const read = await readBody(request, { maxBytes: MAX_BODY_BYTES, timeoutMs: bodyTimeoutMs });
    if (!read.ok) {
      runtime.log.warn("callback refused", { attemptId: target.attemptId, reason: read.reason });
      return read.reason === "too_large" ? answer(413, 1, "Too large") : answer(408, 1, "Too slow");
    }
    await failpoint("callback:read");
    await receiveCallback(runtime, target, read.body);
    await failpoint("callback:applied");
    return answer(200, 0, "Accepted");
  } catch (error) {
    runtime.log.error("callback not stored", { error });
    return answer(503, 1, "Unavailable");
  }
}
