import { isTokenRejection, readDarajaError, type DarajaError } from "./errors";
import { parseJson } from "./json";
import type { FailureReason } from "./result-codes";
import type { RawAnswer } from "./send-request";
import type { StkPushResult } from "./stk-push";
import { stkPushAnswerSchema } from "./wire";

/** Error codes after which it is certain that nobody was prompted (the closed list of daraja.md, 2.6). */
const REFUSING_CODES: ReadonlyMap<string, FailureReason> = new Map([
  ["400.002.02", "daraja_refused"],
  ["400.002.05", "daraja_refused"],
  ["400.003.02", "daraja_refused"],
  ["404.001.01", "daraja_refused"],
  ["404.001.04", "daraja_refused"],
  ["404.002.01", "daraja_refused"],
  ["404.003.01", "daraja_refused"],
  ["405.001", "daraja_refused"],
  ["500.003.03", "mpesa_busy"],
]);

/** One code with six meanings: on a push only these messages are definite. */
const REFUSING_MESSAGES_OF_500_001_1001: readonly (readonly [RegExp, FailureReason])[] = [
  [/merchant does not exist/i, "merchant_setup"],
  [/wrong credentials/i, "merchant_setup"],
  [/unable to lock subscriber/i, "phone_busy"],
];

/** What a 400 complains of, as far as it says more than that Daraja refused. */
const REFUSED_FIELDS: readonly (readonly [RegExp, FailureReason])[] = [
  [/invalid (?:phone ?number|party ?a)\b/i, "invalid_phone"],
  [
    /invalid (?:business ?short ?code|party ?b|password|transaction ?type|call ?back ?url)\b/i,
    "merchant_setup",
  ],
  [/the word mpesa/i, "merchant_setup"],
];

/** Long enough for every message documented, short enough for a log line. */
const MAX_MESSAGE_LENGTH = 200;

/** What an answer to a push proves. Pure; whatever is not proved is `unknown`. */
export function classifyPushAnswer(raw: RawAnswer): StkPushResult {
  const error = readDarajaError(raw.body);
  const parsed = stkPushAnswerSchema.safeParse(parseJson(raw.body));
  const answer = parsed.success ? parsed.data : null;

  if (raw.status === 200) {
    if (answer?.responseCode === "0" && answer.checkoutRequestId !== null) {
      const { merchantRequestId, checkoutRequestId } = answer;
      return { kind: "accepted", merchantRequestId, checkoutRequestId, raw };
    }
    // "00" is how other Daraja products spell success: not a refusal.
    if (answer?.responseCode && !/^0+$/.test(answer.responseCode) && !answer.namesCheckout) {
      const message = answer.responseDescription.slice(0, MAX_MESSAGE_LENGTH);
      return { kind: "refused", code: answer.responseCode, message, reason: "daraja_refused", raw };
    }
    return { kind: "unknown", cause: error?.errorCode || "http_200", raw };
  }

  // An id means that the request was taken in, whatever the error beside it says.
  if (answer?.namesCheckout) return { kind: "unknown", cause: `http_${raw.status}`, raw };
  if (isTokenRejection(raw)) {
    return { kind: "token_rejected", code: error?.errorCode || `http_${raw.status}`, raw };
  }
  const reason = error && refusalReason(error, raw.status);
  if (!reason) return { kind: "unknown", cause: error?.errorCode || `http_${raw.status}`, raw };
  const message = error.errorMessage.slice(0, MAX_MESSAGE_LENGTH);
  return { kind: "refused", code: error.errorCode || null, message, reason, raw };
}

/** The reason of a definite refusal; null if the error is not on the closed list. */
function refusalReason(error: DarajaError, status: number): FailureReason | null {
  const { errorCode, errorMessage } = error;
  if (status < 400) return null;
  if (/spike ?arrest ?violation/i.test(`${errorCode} ${errorMessage}`)) return "mpesa_busy";
  // A code that contradicts the status line proves nothing.
  if (errorCode[0] !== String(status)[0]) return null;
  if (errorCode === "500.001.1001") {
    return find(REFUSING_MESSAGES_OF_500_001_1001, errorMessage);
  }
  const reason = REFUSING_CODES.get(errorCode) ?? null;
  return reason && (find(REFUSED_FIELDS, errorMessage) ?? reason);
}

function find(
  rules: readonly (readonly [RegExp, FailureReason])[],
  message: string,
): FailureReason | null {
  return rules.find(([pattern]) => pattern.test(message))?.[1] ?? null;
}
