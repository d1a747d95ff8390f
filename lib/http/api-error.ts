/** Every code that the merchant API may answer (contract, "Merchant API"), with its status. */
const STATUS_BY_CODE = {
  invalid_request: 400,
  unauthorized: 401,
  scope_missing: 403,
  order_not_found: 404,
  not_found: 404,
  method_not_allowed: 405,
  request_timeout: 408,
  idempotency_mismatch: 409,
  shortcode_missing: 409,
  attempt_in_progress: 409,
  attempt_unresolved: 409,
  attempt_in_review: 409,
  order_not_payable: 409,
  payload_too_large: 413,
  too_many_prompts: 429,
  internal_error: 500,
  mpesa_unavailable: 503,
  unavailable: 503,
} as const;

export type ApiErrorCode = keyof typeof STATUS_BY_CODE;

/** A JSON answer that no cache keeps. */
export function apiJson(body: unknown, status = 200): Response {
  return Response.json(body, { status, headers: { "cache-control": "no-store" } });
}

/** `{ "error": { code, message, … } }` with the code's status. */
export function apiError(
  code: ApiErrorCode,
  message: string,
  options: {
    detail?: { param?: string; attemptId?: string };
    headers?: Record<string, string>;
  } = {},
): Response {
  const headers = { "cache-control": "no-store", ...options.headers };
  const body = { error: { code, message, ...options.detail } };
  return Response.json(body, { status: STATUS_BY_CODE[code], headers });
}

/** 400 naming the field, query parameter or header that is wrong ("body" for the whole). */
export function invalidRequest(param: string, message: string): Response {
  return apiError("invalid_request", `${param} ${message}`, { detail: { param } });
}

/** The one answer for unknown, foreign and malformed order ids. */
export function orderNotFound(): Response {
  return apiError("order_not_found", "There is no such order.");
}
