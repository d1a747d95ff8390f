import { startDeadline } from "@/lib/clock";
import { originOf } from "@/lib/audit/origin";
import type { AuditBy } from "@/lib/audit/record-audit";
import { asMerchant, type MerchantReads } from "@/lib/merchants/as-merchant";
import { authenticateApiKey } from "@/lib/merchants/authenticate-api-key";
import type { KeyScope } from "@/lib/merchants/model";
import { permissionsOfScopes } from "@/lib/merchants/permissions";
import type { Runtime } from "@/lib/runtime";
import { settleWithin } from "@/lib/settle-within";
import { isDatabaseAway } from "@/lib/sql-errors";
import { apiError, invalidRequest } from "./api-error";
import { readJsonBody } from "./read-json-body";

const MAX_BODY_BYTES = 64 * 1_024;
const BODY_TIMEOUT_MS = 5_000;

/** With a body that takes its five seconds, every answer is there within ten. */
const AUTHENTICATE_LIMIT_MS = 3_000;
const ANSWER_LIMIT_MS = 8_000;

/** A call whose key was proved; what it reads it reads through `merchant`. */
export type ApiCall = {
  runtime: Runtime;
  request: Request;
  merchant: MerchantReads;
  /** Who calls, for the audit. */
  by: AuditBy;
};
export type ApiMethods = Partial<Record<"GET" | "POST", (call: ApiCall) => Promise<Response>>>;

export type ApiOptions = {
  answerLimitMs?: number;
  /** What the key must be allowed; unless told otherwise `read` for GET and `write` for POST. */
  scope?: KeyScope;
};

/**
 * The frame of every merchant API address: chooses the method, authenticates the key, asks for its
 * scope, and turns what
 * nobody expected into 503 (database away, or too slow to wait for) or 500, logged without parameters.
 */
export async function answerApi(
  runtime: Runtime,
  request: Request,
  methods: ApiMethods,
  { answerLimitMs = ANSWER_LIMIT_MS, scope = scopeOf(request.method) }: ApiOptions = {},
): Promise<Response> {
  const answerBy = startDeadline(answerLimitMs);
  const answer = findMethod(methods, request.method);
  if (!answer) return methodNotAllowed(methods);
  try {
    const holder = await settleWithin(
      AUTHENTICATE_LIMIT_MS,
      authenticateApiKey(runtime, request.headers.get("authorization")),
    );
    if (!holder) return unauthorized();
    if (!holder.scopes.includes(scope)) return scopeMissing(scope);
    const { merchantId } = holder;
    const permissions = permissionsOfScopes(holder.scopes);
    const merchant = asMerchant(runtime, { merchantId, permissions });
    const by = { keyPrefix: holder.prefix, from: originOf(runtime, request.headers) };
    const answering = answer({ runtime, request, merchant, by });
    return await settleWithin(answerBy.remainingMs(), answering);
  } catch (error) {
    if (isDatabaseAway(error)) {
      runtime.log.error("an API call found no database", { error });
      const headers = { "retry-after": "5" };
      return apiError("unavailable", "Try again in a few seconds.", { headers });
    }
    runtime.log.error("an API call failed", { error });
    return apiError("internal_error", "Something went wrong on our side.");
  }
}

/** The body as JSON, or the answer to give instead. */
export async function readApiBody(
  request: Request,
): Promise<{ ok: true; value: unknown } | { ok: false; response: Response }> {
  const body = await readJsonBody(request, {
    maxBytes: MAX_BODY_BYTES,
    timeoutMs: BODY_TIMEOUT_MS,
  });
  if (body.ok) return body;
  switch (body.reason) {
    case "too_large": {
      const message = `The body may have at most ${MAX_BODY_BYTES} bytes.`;
      return { ok: false, response: apiError("payload_too_large", message) };
    }
    case "too_slow":
      return { ok: false, response: apiError("request_timeout", "The body came too slowly.") };
    case "not_json":
      return { ok: false, response: invalidRequest("body", "must be a JSON object in UTF-8") };
  }
}

function findMethod(methods: ApiMethods, method: string) {
  if (method === "HEAD" || method === "GET") return methods.GET;
  return method === "POST" ? methods.POST : undefined;
}

function methodNotAllowed(methods: ApiMethods): Response {
  const allowed = [...(methods.GET ? ["GET", "HEAD"] : []), ...(methods.POST ? ["POST"] : [])];
  const allow = allowed.join(", ");
  return apiError("method_not_allowed", `Allowed here: ${allow}.`, { headers: { allow } });
}

const scopeOf = (method: string): KeyScope => (method === "POST" ? "write" : "read");

function scopeMissing(scope: KeyScope): Response {
  return apiError("scope_missing", `This API key may not do that: it lacks the scope "${scope}".`);
}

function unauthorized(): Response {
  return apiError("unauthorized", "Send a valid API key: Authorization: Bearer sk_…", {
    headers: { "www-authenticate": "Bearer" },
  });
}
