import { setTimeout as sleep } from "node:timers/promises";
import { eq } from "drizzle-orm";
import { attempts } from "@/db/schema/payments";
import { startDeadline, type Deadline } from "@/lib/clock";
import { failpoint } from "@/lib/failpoints";
import { isIdOf, makeId } from "@/lib/ids";
import { isAmountKes, type AmountKes } from "@/lib/money";
import { parseMsisdn, type Msisdn } from "@/lib/phone";
import { secondsUntilRoom } from "@/lib/rate-buckets";
import type { Runtime } from "@/lib/runtime";
import { sha256 } from "@/lib/sealing";
import { sharedAccessToken } from "@/lib/shortcodes/access-token";
import { loadShortcode, type Shortcode } from "@/lib/shortcodes/load-shortcode";
import { isUniqueViolation, readSqlError } from "@/lib/sql-errors";
import { sealMsisdn } from "./attempt-secrets";
import { makeCallbackToken } from "./callback-token";
import { claimAttempt, type Claim } from "./claim-attempt";
import type { StartResult } from "./model";
import { promptLimits } from "./prompt-limits";
import { pushAttempt } from "./push-attempt";
import { readStartable, refuseStart, type Startable } from "./read-startable";
import { PUSH_DEADLINE_MS, TOKEN_DEADLINE_MS } from "./timing";

export type StartInput = {
  orderId: string;
  /** As typed. */
  phoneNumber: string;
  /** Minted with the form: the same submission again is the same attempt. */
  submissionId: string | null;
  /** The customer's address from the trusted hop; null where none is known. */
  address: string | null;
  /** The unresolved attempt that this one is started in spite of. */
  despiteAttemptId: string | null;
  origin: "page" | "api";
  /** Set by the API: an order of another merchant does not exist. */
  merchantId?: string;
};

/** Races lost before giving up; each one means that somebody else moved the order. */
const MAX_TRIES = 8;
const READ_AGAIN_MS = 200;

const notFound: StartResult = { ok: false, reason: "order_not_found" };

/**
 * Starts a payment: checks, access token, one claim statement, one push (design.md, section 1). At
 * most one live prompt an order, whoever races. Every refusal is a value; throws only when the
 * database is away.
 */
export async function startPayment(runtime: Runtime, input: StartInput): Promise<StartResult> {
  const msisdn = parseMsisdn(input.phoneNumber);
  if (!isIdOf("order", input.orderId)) return notFound;
  if (!msisdn) return { ok: false, reason: "invalid_phone" };
  let token: { accessToken: string; generation: number } | null = null;
  await failpoint("start:posted");
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const order = await readStartable(runtime.moneyDb, input.orderId);
    await failpoint("start:read");
    if (!order || (input.merchantId ?? order.merchantId) !== order.merchantId) return notFound;
    const replayed = order.attempts.find((a) => a.submissionId === (input.submissionId ?? ""));
    if (replayed) return replay(runtime, replayed.id);
    const shortcode = await loadShortcode(runtime, order.shortcodeId);
    const { attemptsPerOrder } = shortcode;
    const { despiteAttemptId } = input;
    const refusal = refuseStart(order, { despiteAttemptId, attemptsPerOrder });
    if (refusal) return { ok: false, ...refusal };
    if (!isAmountKes(order.dueKes)) return { ok: false, reason: "order_not_payable" };
    if (!token) {
      await failpoint("token:wanted");
      const shared = await sharedAccessToken(runtime, shortcode, startDeadline(TOKEN_DEADLINE_MS));
      if (!shared.ok) return { ok: false, reason: "mpesa_unavailable" };
      token = shared;
      continue; // Waiting for a token takes time: look at the order again before the claim.
    }
    const start = { order, shortcode, msisdn, amountKes: order.dueKes, token, input };
    const outcome = await claimAndPush(runtime, start);
    if (outcome) return outcome;
  }
  return { ok: false, reason: "too_many_prompts", retryAfterSeconds: 5 };
}

type Start = {
  order: Startable;
  shortcode: Shortcode;
  msisdn: Msisdn;
  amountKes: AmountKes;
  token: { accessToken: string; generation: number };
  input: StartInput;
};

/** One try: null means that the order moved meanwhile and must be read again. */
async function claimAndPush(runtime: Runtime, start: Start): Promise<StartResult | null> {
  const { order, shortcode, msisdn, input } = start;
  const { APP_SECRET, APP_URL } = runtime.env;
  const deadline = startDeadline(PUSH_DEADLINE_MS);
  const attemptId = makeId("attempt");
  const callbackToken = makeCallbackToken(APP_SECRET);
  const sealed = sealMsisdn(runtime.env, order.merchantId, msisdn);
  const limits = promptLimits(runtime.env, shortcode, {
    attemptId,
    msisdn,
    address: input.address,
  });
  await failpoint("claim:before");
  const isOurs = await claimOnce(runtime, deadline, {
    attemptId,
    orderId: order.orderId,
    version: order.version,
    attemptsPerOrder: shortcode.attemptsPerOrder,
    amountKes: start.amountKes,
    tokenSha256: sha256(callbackToken),
    submissionId: input.submissionId,
    despiteAttemptId: order.attempts.find(({ id }) => id === input.despiteAttemptId)?.id ?? null,
    ...sealed,
    limits,
  });
  await failpoint(isOurs ? "claim:won" : "claim:lost");
  if (!isOurs) {
    // Whoever moved the order meanwhile is the answer, even if our bucket is full by that very hit.
    const current = await readStartable(runtime.moneyDb, order.orderId);
    if (current?.version !== order.version) return null;
    const retryAfterSeconds = await secondsUntilRoom(runtime.moneyDb, limits);
    if (retryAfterSeconds === 0) return null;
    return { ok: false, reason: "too_many_prompts", retryAfterSeconds };
  }
  await pushAttempt(
    runtime,
    {
      ...order,
      attemptId,
      dataKeySealed: sealed.dataKeySealed,
      msisdn,
      amountKes: start.amountKes,
      callbackUrl: `${APP_URL}/api/callbacks/${callbackToken}`,
      shortcode,
      token: start.token,
    },
    deadline,
  );
  await failpoint("start:pushed");
  return readStarted(runtime, attemptId);
}

/** Claims; when the answer was lost on the way, it is read again by our own attempt id. */
async function claimOnce(runtime: Runtime, deadline: Deadline, claim: Claim): Promise<boolean> {
  try {
    return await claimAttempt(runtime.moneyDb, claim);
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    const isAnswered = readSqlError(error) !== null;
    runtime.log.warn("claim", { orderId: claim.orderId, cause: "answer lost", error });
    if (isAnswered) throw error;
    await failpoint("claim:unanswered");
    while (deadline.remainingMs() > 0) {
      try {
        return await attemptExists(runtime, claim.attemptId);
      } catch {
        await sleep(READ_AGAIN_MS);
      }
    }
    throw error;
  }
}

async function attemptExists({ moneyDb }: Runtime, attemptId: string): Promise<boolean> {
  const found = await moneyDb
    .select({ id: attempts.id })
    .from(attempts)
    .where(eq(attempts.id, attemptId));
  return found.length === 1;
}

/** The same form posted again: the attempt that it made, as it stands. */
async function replay(runtime: Runtime, attemptId: string): Promise<StartResult> {
  await failpoint("start:replayed");
  return readStarted(runtime, attemptId);
}

async function readStarted({ moneyDb }: Runtime, attemptId: string): Promise<StartResult> {
  const [row] = await moneyDb
    .select({ push: attempts.push })
    .from(attempts)
    .where(eq(attempts.id, attemptId));
  return { ok: true, attemptId, push: row?.push ?? "unknown" };
}
