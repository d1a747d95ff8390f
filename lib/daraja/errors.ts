import { parseJson, readField } from "./json";

/** An error as Daraja words it; a part that is missing is an empty string. */
export type DarajaError = { errorCode: string; errorMessage: string };

/**
 * Finds the error in an answer's body, in each of the forms seen (daraja.md, 2.6): Daraja's
 * envelope, the gateway's `fault`, a SOAP fault rendered as JSON.
 * Null for everything else: HTML, an empty body, an answer that is no error.
 */
export function readDarajaError(body: string): DarajaError | null {
  const document = parseJson(body);
  const fault = readField(document, "fault");
  const soapFault = readField(readField(readField(document, "Envelope"), "Body"), "Fault");
  return (
    toError(readField(document, "errorCode"), readField(document, "errorMessage")) ??
    toError(readField(readField(fault, "detail"), "errorcode"), readField(fault, "faultstring")) ??
    toError(readField(soapFault, "faultcode"), readField(soapFault, "faultstring"))
  );
}

/** Refusals of the access token in words of their own (daraja.md, 2.6). */
const TOKEN_REJECTED = /^(?:404\.001\.03|400\.003\.01|401\.\d{3}(?:\.\d{2})?)$/;

/**
 * True if Daraja refused the access token: certainly nothing was done with the request.
 * A plain 401 counts, an HTML page does not: that is a firewall, and what lies behind it is unknown.
 */
export function isTokenRejection(answer: { status: number; body: string }): boolean {
  const error = readDarajaError(answer.body);
  if (
    error &&
    answer.status >= 400 &&
    answer.status < 500 &&
    TOKEN_REJECTED.test(error.errorCode)
  ) {
    return true;
  }
  return answer.status === 401 && (error !== null || answer.body.trim() === "");
}

function toError(code: unknown, message: unknown): DarajaError | null {
  const errorCode = toText(code);
  const errorMessage = toText(message);
  return errorCode === null && errorMessage === null
    ? null
    : { errorCode: errorCode ?? "", errorMessage: errorMessage ?? "" };
}

function toText(value: unknown): string | null {
  if (typeof value === "number") return String(value);
  return typeof value === "string" ? value.trim() : null;
}
