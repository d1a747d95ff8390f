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
import { settleWithin } from "@/lib/settle-within";
import { sharedAccessToken } from "@/lib/shortcodes/access-token";
import { loadShortcode, type Shortcode } from "@/lib/shortcodes/load-shortcode";
import { isDatabaseAway, isUniqueViolation, readSqlError } from "@/lib/sql-errors";
import { sealMsisdn } from "./attempt-secrets";
import { makeCallbackToken } from "./callback-token";
import { claimAttempt, type Claim } from "./claim-attempt";
import type { StartResult } from "./model";
import { promptLimits } from "./prompt-limits";
import { pushAttempt, type Waiting } from "./push-attempt";
import { readStartable, refuseStart, type Startable } from "./read-startable";
import { PUSH_DEADLINE_MS, START_ANSWER_MS, START_LAST_WAIT_MS, TOKEN_DEADLINE_MS } from "./timing";

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
  /** Goes on with work behind the answer: `after` on Next; left out, the process itself does. */
  defer?: (work: Promise<void>) => void;
};

/** Races lost before giving up; each one means that somebody else moved the order. */
const MAX_TRIES = 8;
const READ_AGAIN_MS = 200;

/** What the database says, if that is before whoever started is answered. */
const inTime = <T>(answerBy: Deadline, work: Promise<T>) =>
  settleWithin(answerBy.remainingMs(), work);

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
  let answerBy = startDeadline(START_ANSWER_MS);
  let token: { accessToken: string; generation: number } | null = null;
  await failpoint("start:posted");
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const order = await inTime(answerBy, readStartable(runtime.moneyDb, input.orderId));
    await failpoint("start:read");
    if (!order || (input.merchantId ?? order.merchantId) !== order.merchantId) return notFound;
    const replayed = order.attempts.find((a) => a.submissionId === (input.submissionId ?? ""));
    if (replayed) return replay(runtime, replayed.id);
    const shortcode = await inTime(answerBy, loadShortcode(runtime, order.shortcodeId));
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
      // What Safaricom took of the time is not the database's fault.
      answerBy = startDeadline(Math.max(answerBy.remainingMs(), START_ANSWER_MS / 2));
      continue; // Waiting for a token takes time: look at the order again before the claim.
    }
    const waiting = { answerBy, defer: input.defer ?? (() => undefined) };
    const start = { order, shortcode, msisdn, amountKes: order.dueKes, token, input, waiting };
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
  waiting: Waiting;
};

/** One try: null means that the order moved meanwhile and must be read again. */
async function claimAndPush(runtime: Runtime, start: Start): Promise<StartResult | null> {
  const { order, shortcode, msisdn, input, waiting } = start;
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
  const isOurs = await claimOnce(runtime, waiting.answerBy, {
    attemptId,
    merchantId: order.merchantId,
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
    const current = await inTime(waiting.answerBy, readStartable(runtime.moneyDb, order.orderId));
    if (current?.version !== order.version) return null;
    const retryAfterSeconds = await inTime(
      waiting.answerBy,
      secondsUntilRoom(runtime.moneyDb, limits),
    );
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
    waiting,
  );
  await failpoint("start:pushed");
  return readStarted(runtime, attemptId, waiting.answerBy);
}

/**
 * Claims; when the answer was lost on the way, it is read again by our own attempt id. Throws when
 * neither came in time: then nothing is sent, and the sweeper tends the attempt, should there be one.
 */
async function claimOnce(runtime: Runtime, answerBy: Deadline, claim: Claim): Promise<boolean> {
  try {
    return await inTime(answerBy, claimAttempt(runtime.moneyDb, claim));
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    const isAnswered = readSqlError(error) !== null;
    runtime.log.warn("claim", { orderId: claim.orderId, cause: "answer lost", error });
    if (isAnswered) throw error;
    await failpoint("claim:unanswered");
    while (answerBy.remainingMs() > 0) {
      try {
        return await inTime(answerBy, attemptExists(runtime, claim.attemptId));
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
  return readStarted(runtime, attemptId, startDeadline(START_LAST_WAIT_MS));
}

/** The attempt as it stands; as it was claimed when the database does not say. */
async function readStarted(
  { moneyDb }: Runtime,
  attemptId: string,
  answerBy: Deadline,
): Promise<StartResult> {
  const reading = moneyDb
    .select({ push: attempts.push })
    .from(attempts)
    .where(eq(attempts.id, attemptId))
    .execute();
  try {
    const limitMs = Math.max(START_LAST_WAIT_MS, answerBy.remainingMs());
    const [row] = await settleWithin(limitMs, reading);
    return { ok: true, attemptId, push: row?.push ?? "unknown" };
  } catch (error) {
    if (!isDatabaseAway(error)) throw error;
    return { ok: true, attemptId, push: "sending" };
  }
}
