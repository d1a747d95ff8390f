import type { Deadline } from "@/lib/clock";
import { stkPush, toTransactionDesc, type StkPushResult } from "@/lib/daraja/stk-push";
import { failpoint } from "@/lib/failpoints";
import type { AmountKes } from "@/lib/money";
import type { Msisdn } from "@/lib/phone";
import type { Runtime } from "@/lib/runtime";
import { sharedAccessToken } from "@/lib/shortcodes/access-token";
import type { Shortcode } from "@/lib/shortcodes/load-shortcode";
import { sha256 } from "@/lib/sealing";
import { settleWithin } from "@/lib/settle-within";
import { isDatabaseAway } from "@/lib/sql-errors";
import { sealRaw } from "./attempt-secrets";
import { recordEvidence } from "./record-evidence";
import type { NewEvidence } from "./store-evidence";
import { START_LAST_WAIT_MS } from "./timing";

export type ClaimedAttempt = {
  attemptId: string;
  orderId: string;
  merchantId: string;
  dataKeySealed: Buffer;
  msisdn: Msisdn;
  amountKes: AmountKes;
  accountReference: string;
  title: string;
  callbackUrl: string;
  shortcode: Shortcode;
  token: { accessToken: string; generation: number };
};

/** Until when whoever started waits for the database, and who goes on with what is not done then. */
export type Waiting = { answerBy: Deadline; defer: (work: Promise<void>) => void };

/** What a push brought is stored even if nobody waits for it any more. */
async function storeInTimeOrBehind(
  runtime: Runtime,
  recording: Promise<unknown>,
  { answerBy, defer }: Waiting,
): Promise<void> {
  try {
    await settleWithin(Math.max(START_LAST_WAIT_MS, answerBy.remainingMs()), recording);
  } catch (error) {
    if (!isDatabaseAway(error)) throw error;
    runtime.log.warn("what a push brought is stored behind the answer", { error });
    defer(
      recording.then(
        () => undefined,
        (lost: unknown) => runtime.log.error("what a push brought is not stored", { error: lost }),
      ),
    );
  }
}

type Answer = Pick<
  NewEvidence,
  "kind" | "code" | "reason" | "merchantRequestId" | "checkoutRequestId"
>;

function toAnswer(result: StkPushResult, isFinal: boolean): Answer {
  switch (result.kind) {
    case "accepted": {
      const { merchantRequestId, checkoutRequestId } = result;
      return { kind: "push_accepted", merchantRequestId, checkoutRequestId };
    }
    case "refused":
      return { kind: "push_refused", code: result.code, reason: result.reason };
    case "token_rejected":
      return isFinal
        ? { kind: "push_refused", code: result.code, reason: "merchant_setup" }
        : { kind: "push_token_rejected", code: result.code };
    case "not_sent":
      return { kind: "push_not_sent", reason: "not_sent" };
    case "unknown":
      return { kind: "push_unknown" };
    default:
      return result satisfies never;
  }
}

async function record(
  runtime: Runtime,
  attempt: ClaimedAttempt,
  result: StkPushResult,
  isFinal: boolean,
  waiting: Waiting,
): Promise<void> {
  await failpoint("push:answered", result.kind);
  const raw = "raw" in result && result.raw ? JSON.stringify(result.raw) : null;
  const { attemptId, orderId, merchantId } = attempt;
  const fields = { attemptId, orderId, kind: result.kind };
  if ("cause" in result) runtime.log.warn("push", { ...fields, cause: result.cause });
  else runtime.log.info("push", fields);
  const recording = recordEvidence(runtime, {
    merchantId,
    orderId,
    attemptId,
    source: "push",
    ...toAnswer(result, isFinal),
    rawSealed: raw === null ? null : sealRaw(runtime.env, attempt, raw),
    rawSha256: raw === null ? null : sha256(raw),
  });
  await storeInTimeOrBehind(runtime, recording, waiting);
}

/**
 * Sends the claimed attempt's push, once, and records what came of it. No transaction is open. A
 * rejected token is a definite refusal: it is renewed and the push repeated once inside the same
 * deadline, both recorded. Everything else is never sent again (design.md, section 1).
 */
export async function pushAttempt(
  runtime: Runtime,
  attempt: ClaimedAttempt,
  deadline: Deadline,
  waiting: Waiting,
): Promise<void> {
  const push = async (accessToken: string) => {
    await failpoint("push:before");
    const sending = stkPush(
      attempt.shortcode.config,
      {
        accessToken,
        msisdn: attempt.msisdn,
        amountKes: attempt.amountKes,
        accountReference: attempt.accountReference,
        transactionDesc: toTransactionDesc(attempt.title),
        callbackUrl: attempt.callbackUrl,
        now: new Date(),
      },
      { fetch: runtime.fetch, deadline },
    );
    await failpoint("push:sending");
    return sending;
  };
  const first = await push(attempt.token.accessToken);
  if (first.kind !== "token_rejected") return record(runtime, attempt, first, true, waiting);
  await failpoint("push:token-rejected");
  const { generation } = attempt.token;
  const renewed = await sharedAccessToken(runtime, attempt.shortcode, deadline, generation);
  await failpoint("push:token-renewed");
  await record(runtime, attempt, first, !renewed.ok, waiting);
  if (renewed.ok) await record(runtime, attempt, await push(renewed.accessToken), true, waiting);
}
