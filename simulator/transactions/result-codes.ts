/**
 * The results this simulator gives, with their texts. Callback and query word some of them
 * differently, as the wire does (daraja.md, 2.4 and 2.5).
 */
const RESULT_TEXTS = {
  "0": { callback: "The service request is processed successfully." },
  "1": { callback: "The balance is insufficient for the transaction." },
  "17": { callback: "Rule limited." },
  "1025": { callback: "An error occurred while sending a push request" },
  "1032": { callback: "Request cancelled by user", query: "Request Cancelled by user." },
  "1037": {
    callback: "No response from user.",
    query: "DS timeout user cannot be reached.",
  },
  "2001": { callback: "The initiator information is invalid." },
  "2028": { callback: "The request is not permitted according to product assignment." },
  SFC_IC0003: { callback: "The operator does not exist." },
} satisfies Record<string, { callback: string; query?: string }>;

export type ResultCode = keyof typeof RESULT_TEXTS;

/** The ResultDesc of a callback. */
export function callbackText(code: ResultCode): string {
  return RESULT_TEXTS[code].callback;
}

/** The ResultDesc of a query answer. */
export function queryText(code: ResultCode): string {
  const texts: { callback: string; query?: string } = RESULT_TEXTS[code];
  return texts.query ?? texts.callback;
}
