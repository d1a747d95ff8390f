import type { AmountKes } from "@/lib/money";
import type { Msisdn } from "@/lib/phone";
import { checkPush } from "./check-push";
import { classifyPushAnswer } from "./classify-push";
import type { DarajaConfig } from "./config";
import type { FailureReason } from "./result-codes";
import { type RawAnswer, type SendDeps, sendRequest } from "./send-request";
import { toStkPushBody } from "./wire";

export type { RawAnswer } from "./send-request";

export type StkPushRequest = {
  accessToken: string;
  msisdn: Msisdn;
  amountKes: AmountKes;
  /** 1 to 12 of `[A-Za-z0-9 -]`; shown in the prompt and in the customer's SMS. */
  accountReference: string;
  /** 1 to 13 of `[A-Za-z0-9 -]`. */
  transactionDesc: string;
  callbackUrl: string;
  /** The wall clock, for Timestamp and Password. */
  now: Date;
};

export type StkPushResult =
  | {
      kind: "accepted";
      merchantRequestId: string | null;
      checkoutRequestId: string;
      raw: RawAnswer;
    }
  /** A definite refusal: a push with a new token may follow, once. */
  | { kind: "token_rejected"; code: string; raw: RawAnswer }
  /** Definite: nobody was prompted. */
  | {
      kind: "refused";
      code: string | null;
      message: string;
      reason: FailureReason;
      raw: RawAnswer;
    }
  /** Definite: nothing left this machine. */
  | { kind: "not_sent"; cause: string; raw: null }
  /** The customer may have been prompted: never to be sent again. */
  | { kind: "unknown"; cause: string; raw: RawAnswer | null };

/**
 * Asks Daraja to prompt a phone, once: `POST /mpesa/stkpush/v1/processrequest` (daraja.md, 2.2).
 * Never repeats, never throws. What is not on the closed list of definite refusals (2.6) is
 * `unknown`; a request that breaks the field rules is `not_sent` with the field as the cause.
 */
export async function stkPush(
  config: DarajaConfig,
  request: StkPushRequest,
  deps: SendDeps,
): Promise<StkPushResult> {
  const problem = checkPush(config, request);
  if (problem !== null) return { kind: "not_sent", cause: problem, raw: null };

  const sent = await sendRequest(
    `${config.baseUrl}/mpesa/stkpush/v1/processrequest`,
    {
      method: "POST",
      headers: {
        authorization: `Bearer ${request.accessToken}`,
        "content-type": "application/json",
      },
      body: JSON.stringify(toStkPushBody(config, request)),
    },
    deps,
  );
  switch (sent.kind) {
    case "not_sent":
      return { kind: "not_sent", cause: sent.cause, raw: null };
    case "lost":
      return { kind: "unknown", cause: sent.cause, raw: sent.answer };
    case "answered":
      return classifyPushAnswer(sent.answer);
  }
}

/** The longest TransactionDesc Daraja documents. */
const MAX_DESC_LENGTH = 13;

/**
 * An order's title as a TransactionDesc: 13 characters of `[A-Za-z0-9 -]`, accents dropped.
 * `Payment` if no letter or digit is left (design.md, rule 13).
 */
export function toTransactionDesc(title: string): string {
  const desc = title
    .normalize("NFKD")
    .replaceAll(/[\p{Mark}'’]/gu, "")
    .replaceAll(/[^A-Za-z0-9-]+/g, " ")
    .trim()
    .slice(0, MAX_DESC_LENGTH)
    .trim();
  return /[A-Za-z0-9]/.test(desc) ? desc : "Payment";
}
