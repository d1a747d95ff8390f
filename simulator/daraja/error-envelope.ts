import { json, type Answer } from "../http/exchange";
import { newErrorRequestId } from "../transactions/ids";
import type { World } from "../world";

/** What Daraja refuses with: HTTP status, errorCode, errorMessage (daraja.md, 2.1, 2.4 and 2.6). */
const DARAJA_ERRORS = {
  invalidAuthenticationType: [400, "400.008.01", "Invalid Authentication passed"],
  invalidGrantType: [400, "400.008.02", "Invalid grant type passed"],
  invalidPayload: [400, "400.002.05", "Invalid Request Payload"],
  invalidAccessToken: [404, "404.001.03", "Invalid Access Token"],
  invalidAuthenticationHeader: [404, "404.001.04", "Invalid Authentication Header"],
  resourceNotFound: [404, "404.001.01", "Resource not found"],
  methodNotAllowed: [405, "405.001", "Method Not Allowed"],
  merchantUnknown: [500, "500.001.1001", "Merchant does not exist"],
  wrongCredentials: [500, "500.001.1001", "[MerchantValidate] - Wrong credentials"],
  subscriberLocked: [
    500,
    "500.001.1001",
    "Unable to lock subscriber, a transaction is already in process for the current subscriber",
  ],
  beingProcessed: [500, "500.001.1001", "The transaction is being processed"],
  beingProcessedEmpty: [200, "500.001.1001", ""],
  transactionUnknown: [500, "500.001.1001", "The transaction does not Exist"],
  internalError: [500, "500.003.1001", "Internal Server Error"],
  spikeArrest: [500, "500.003.02", "Error Occurred: Spike Arrest Violation"],
  queryRateExceeded: [429, "500.003.02", "Error Occurred: Spike Arrest Violation"],
} satisfies Record<string, readonly [number, string, string]>;

export type DarajaError = keyof typeof DARAJA_ERRORS;

/** A named refusal in Daraja's envelope `{ requestId, errorCode, errorMessage }`. */
export function darajaError(world: World, error: DarajaError): Answer {
  const [status, errorCode, errorMessage] = DARAJA_ERRORS[error];
  return json(status, { requestId: newErrorRequestId(world), errorCode, errorMessage });
}

/** 400.002.02 for a field (daraja.md, 2.6). */
export function invalidField(world: World, field: string): Answer {
  return json(400, {
    requestId: newErrorRequestId(world),
    errorCode: "400.002.02",
    errorMessage: `Bad Request - Invalid ${field}`,
  });
}
