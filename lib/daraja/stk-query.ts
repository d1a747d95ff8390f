import type { DarajaConfig } from "./config";
import { isTokenRejection, readDarajaError } from "./errors";
import { parseJson } from "./json";
import { type FailureReason, resultCodeMeaning } from "./result-codes";
import { type RawAnswer, type SendDeps, sendRequest } from "./send-request";
import { stkQueryAnswerSchema, toStkQueryBody } from "./wire";

export type StkQueryRequest = {
  accessToken: string;
  checkoutRequestId: string;
  /** The wall clock, for Timestamp and Password. */
  now: Date;
};

export type StkQueryResult =
  | { kind: "succeeded"; code: "0"; raw: RawAnswer }
  | { kind: "failed"; code: string; reason: FailureReason; raw: RawAnswer }
  /** Daraja answered and does not know yet, or said nothing that settles the attempt. */
  | { kind: "in_progress"; code: string | null; raw: RawAnswer }
  | { kind: "token_rejected"; raw: RawAnswer }
  /** Daraja was not heard, or it did not look: says nothing about the attempt. */
  | { kind: "no_answer"; cause: string; raw: RawAnswer | null };

/**
 * Asks what became of a push: `POST /mpesa/stkpushquery/v1/query` (daraja.md, 2.4).
 * Only the closed list of codes settles anything. One request, never throws.
 */
export async function stkQuery(
  config: DarajaConfig,
  request: StkQueryRequest,
  deps: SendDeps,
): Promise<StkQueryResult> {
  if (Number.isNaN(request.now.getTime())) {
    return { kind: "no_answer", cause: "invalid_now", raw: null };
  }
  const sent = await sendRequest(
    `${config.baseUrl}/mpesa/stkpushquery/v1/query`,
    {
      method: "POST",
      headers: {
        authorization: `Bearer ${request.accessToken}`,
        "content-type": "application/json",
      },
      body: JSON.stringify(toStkQueryBody(config, request)),
    },
    deps,
  );
  switch (sent.kind) {
    case "not_sent":
      return { kind: "no_answer", cause: sent.cause, raw: null };
    case "lost":
      return { kind: "no_answer", cause: sent.cause, raw: sent.answer };
    case "answered":
      return classifyQueryAnswer(sent.answer, request.checkoutRequestId);
  }
}

/** Every shape of daraja.md 2.4; pure. */
export function classifyQueryAnswer(raw: RawAnswer, checkoutRequestId: string): StkQueryResult {
  if (isTokenRejection(raw)) return { kind: "token_rejected", raw };
  const error = readDarajaError(raw.body);
  if (error?.errorCode === "500.001.1001") {
    return { kind: "in_progress", code: error.errorCode, raw };
  }
  const answer = stkQueryAnswerSchema.safeParse(parseJson(raw.body));
  if (raw.status !== 200 || !answer.success) {
    return { kind: "no_answer", cause: error?.errorCode || `http_${raw.status}`, raw };
  }
  // An error beside a result, or a result about another push, settles nothing about this one.
  if (error) return { kind: "in_progress", code: error.errorCode || null, raw };
  const { named, responseCode, resultCode } = answer.data;
  if (named !== null && named !== checkoutRequestId) {
    return { kind: "in_progress", code: null, raw };
  }
  // ResponseCode says whether the question was understood. Every settled capture has "0"; another
  // value contradicts a result beside it. Its absence is tolerated: ResultCode is the answer.
  if (resultCode === null || (responseCode !== null && responseCode !== "0")) {
    return { kind: "in_progress", code: resultCode, raw };
  }
  if (resultCode === "0") return { kind: "succeeded", code: resultCode, raw };
  const meaning = resultCodeMeaning(resultCode);
  return meaning?.closes
    ? { kind: "failed", code: resultCode, reason: meaning.reason, raw }
    : { kind: "in_progress", code: resultCode, raw };
}
