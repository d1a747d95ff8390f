import { writeCallback } from "@/lib/callback-spool/write-callback";
import type { SpooledCallback } from "@/lib/callback-spool/spooled-callback";
import { startDeadline, type Deadline } from "@/lib/clock";
import { failpoint } from "@/lib/failpoints";
import {
  findCallbackTarget,
  receiveCallback,
  type CallbackTarget,
} from "@/lib/payments/receive-callback";
import type { Runtime } from "@/lib/runtime";
import { settleWithin } from "@/lib/settle-within";
import { readBody } from "./read-body";

const MAX_BODY_BYTES = 64 * 1024;
const BODY_TIMEOUT_MS = 5_000;
/** Look-up, body and storing stay below ten seconds together, whatever the database does. */
const LOOK_UP_LIMIT_MS = 2_000;
const STORE_LIMIT_MS = 2_000;
const LEAST_STORE_MS = 500;
/** Applied before the answer, if there is time; the acknowledgement does not depend on it. */
const ANSWER_LIMIT_MS = 9_000;
const APPLY_LIMIT_MS = 4_000;

const answer = (status: number, ResultCode: number, ResultDesc: string) =>
  Response.json({ ResultCode, ResultDesc }, { status, headers: { "cache-control": "no-store" } });

/** "away": the token's tag is right, and the database does not say whose it is. */
type Found = { target: CallbackTarget | null } | "away";

async function lookUp(runtime: Runtime, token: string): Promise<Found> {
  try {
    return { target: await settleWithin(LOOK_UP_LIMIT_MS, findCallbackTarget(runtime, token)) };
  } catch (error) {
    runtime.log.error("a callback's attempt cannot be looked up", { error });
    return "away";
  }
}

/** Whether the callback is in the database. */
async function store(
  runtime: Runtime,
  target: CallbackTarget,
  body: Buffer,
  answerBy: Deadline,
): Promise<boolean> {
  try {
    const storing = receiveCallback(runtime, target, body);
    const storeLimitMs = Math.min(STORE_LIMIT_MS, Math.max(LEAST_STORE_MS, answerBy.remainingMs()));
    const { applied } = await settleWithin(storeLimitMs, storing);
    const applyLimitMs = Math.min(APPLY_LIMIT_MS, Math.max(0, answerBy.remainingMs()));
    await settleWithin(applyLimitMs, applied).catch(() => undefined);
    await failpoint("callback:applied");
    return true;
  } catch (error) {
    runtime.log.error("callback not stored", { attemptId: target.attemptId, error });
    return false;
  }
}

/** Whether the callback is on the disk of this host, where one is configured. */
async function spool({ env, log }: Runtime, callback: SpooledCallback): Promise<boolean> {
  if (env.CALLBACK_SPOOL === null) return false;
  try {
    const place = { folder: env.CALLBACK_SPOOL, keys: env.ENCRYPTION_KEYS };
    await failpoint("spool:before");
    const isSpooled = await writeCallback(place, callback);
    await failpoint("spool:kept");
    if (isSpooled) log.warn("callback spooled");
    else log.error("the callback spool is full");
    return isSpooled;
  } catch (error) {
    log.error("callback not spooled", { error });
    return false;
  }
}

/**
 * `POST /api/callbacks/{token}`: authenticate by the attempt's secret, store raw, then acknowledge.
 * 200 for every body under a right token once it is stored: in the database, or synced to the spool
 * while the database is away. 404 with the body unread for any other token; 413, 408 and 503 as the
 * contract says.
 */
export async function handleCallback(
  runtime: Runtime,
  request: Request,
  token: string,
  { bodyTimeoutMs = BODY_TIMEOUT_MS } = {},
): Promise<Response> {
  const arrivedAt = new Date();
  const answerBy = startDeadline(ANSWER_LIMIT_MS);
  await failpoint("callback:posted");
  const found = await lookUp(runtime, token);
  const target = found === "away" ? null : found.target;
  if (found !== "away" && !target) return answer(404, 1, "Not found");
  await failpoint("callback:authenticated");
  const read = await readBody(request, { maxBytes: MAX_BODY_BYTES, timeoutMs: bodyTimeoutMs });
  if (!read.ok) {
    const attempt = target ? { attemptId: target.attemptId } : {};
    runtime.log.warn("callback refused", { ...attempt, reason: read.reason });
    return read.reason === "too_large" ? answer(413, 1, "Too large") : answer(408, 1, "Too slow");
  }
  await failpoint("callback:read");
  const isKept =
    (target && (await store(runtime, target, read.body, answerBy))) ||
    (await spool(runtime, { token, body: read.body, arrivedAt }));
  return isKept ? answer(200, 0, "Accepted") : answer(503, 1, "Unavailable");
}
