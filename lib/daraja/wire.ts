import { z } from "zod";
import { readDarajaId } from "./json";
import { readResultCode } from "./result-codes";
import { darajaTimestamp, stkPassword } from "./timestamp";

/** Daraja's own spelling of requests and answers, and its translation into ours. */

type Credentials = { businessShortCode: string; passKey: string };

function signed(config: Credentials, now: Date) {
  const timestamp = darajaTimestamp(now);
  return {
    // A string is accepted, and keeps a leading zero (daraja.md, 2.2).
    BusinessShortCode: config.businessShortCode,
    Password: stkPassword(config.businessShortCode, config.passKey, timestamp),
    Timestamp: timestamp,
  };
}

/** The body of a push (daraja.md, 2.2). */
export function toStkPushBody(
  config: Credentials & { transactionType: string; partyB: string },
  request: {
    msisdn: string;
    amountKes: number;
    accountReference: string;
    transactionDesc: string;
    callbackUrl: string;
    now: Date;
  },
) {
  return {
    ...signed(config, request.now),
    TransactionType: config.transactionType,
    Amount: request.amountKes,
    // As numbers: a production paybill reports strings that silently end in 1037, another source
    // uses strings with success, and nobody reports a number that failed (2.2, conflict).
    PartyA: Number(request.msisdn),
    PartyB: config.partyB,
    PhoneNumber: Number(request.msisdn),
    CallBackURL: request.callbackUrl,
    AccountReference: request.accountReference,
    TransactionDesc: request.transactionDesc,
  };
}

/** The body of a query (daraja.md, 2.4). */
export function toStkQueryBody(
  config: Credentials,
  request: { checkoutRequestId: string; now: Date },
) {
  return { ...signed(config, request.now), CheckoutRequestID: request.checkoutRequestId };
}

/** Anything, or nothing: each field is judged by itself, so that one odd field hides no other. */
const anything = z.unknown().optional();

/** A token in printable ASCII, fit for a header; its life is sent as a number or as digits. */
export const accessTokenAnswerSchema = z
  .object({
    access_token: z.string().regex(/^[\x21-\x7e]{1,4096}$/),
    expires_in: z.union([z.number(), z.string().regex(/^\s*\d{1,9}\s*$/)]),
  })
  .transform((answer) => ({
    accessToken: answer.access_token,
    expiresInSeconds: Math.floor(Number(answer.expires_in)),
  }))
  .refine((answer) => answer.expiresInSeconds >= 0);

/** `checkoutRequestId` is null if missing or unusable; `namesCheckout` tells the two apart. */
export const stkPushAnswerSchema = z
  .object({
    MerchantRequestID: anything,
    CheckoutRequestID: anything,
    ResponseCode: anything,
    ResponseDescription: z.string().catch(""),
  })
  .transform((answer) => ({
    merchantRequestId: readDarajaId(answer.MerchantRequestID),
    checkoutRequestId: readDarajaId(answer.CheckoutRequestID),
    namesCheckout: isGiven(answer.CheckoutRequestID),
    responseCode: readResultCode(answer.ResponseCode),
    responseDescription: answer.ResponseDescription,
  }));

/** `named` is the push the answer speaks of: null if it names none, "" if the name is no id. */
export const stkQueryAnswerSchema = z
  .object({ CheckoutRequestID: anything, ResponseCode: anything, ResultCode: anything })
  .transform((answer) => ({
    named: isGiven(answer.CheckoutRequestID)
      ? (readDarajaId(answer.CheckoutRequestID) ?? "")
      : null,
    responseCode: readResultCode(answer.ResponseCode),
    resultCode: readResultCode(answer.ResultCode),
  }));

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "";
}
