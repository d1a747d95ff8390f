import { z } from "zod";
import { isIdOf } from "@/lib/ids";
import { readAttempt } from "@/lib/orders/queries";
import type { StartRefusal } from "@/lib/payments/model";
import { startPayment, type StartInput } from "@/lib/payments/start-payment";
import type { Runtime } from "@/lib/runtime";
import { settleWithin } from "@/lib/settle-within";
import { apiError, apiJson, invalidRequest, orderNotFound } from "./api-error";
import { answerApi, type ApiCall, readApiBody } from "./api-route";

/** Safaricom may take its time (a token, then a push); what waits for the database ends by itself. */
const ANSWER_LIMIT_MS = 25_000;

/** `POST /api/v1/orders/{id}/attempts`: assisted checkout, a prompt sent to a customer's phone. */
export function handleAttempts(
  runtime: Runtime,
  request: Request,
  orderId: string,
  { defer }: { defer?: StartInput["defer"] } = {},
): Promise<Response> {
  const methods = { POST: (call: ApiCall) => start(call, orderId, defer) };
  return answerApi(runtime, request, methods, { answerLimitMs: ANSWER_LIMIT_MS });
}

const READ_LIMIT_MS = 1_500;
const PHONE_HINT = "must be a Kenyan mobile number, such as 0712345678";

const startInput = z.strictObject(
  {
    phoneNumber: z.string(PHONE_HINT),
    despiteAttemptId: z
      .string("must be the id of an attempt")
      .refine((id) => isIdOf("attempt", id), "must be the id of an attempt")
      .optional(),
  },
  "must be a JSON object",
);

async function start(
  { runtime, request, merchant }: ApiCall,
  orderId: string,
  defer: StartInput["defer"],
) {
  if (!isIdOf("order", orderId)) return orderNotFound();
  const body = await readApiBody(request);
  if (!body.ok) return body.response;
  const input = startInput.safeParse(body.value);
  if (!input.success) return refuseInput(input.error);
  const result = await startPayment(runtime, {
    orderId,
    merchantId: merchant.merchantId,
    phoneNumber: input.data.phoneNumber,
    despiteAttemptId: input.data.despiteAttemptId ?? null,
    submissionId: null,
    address: null,
    origin: "api",
    ...(defer ? { defer } : {}),
  });
  if (!result.ok) return refuse(result);
  const reading = readAttempt(runtime, merchant, result.attemptId);
  const attempt = await settleWithin(READ_LIMIT_MS, reading);
  if (!attempt) throw new Error("the attempt just made cannot be read");
  return apiJson(attempt, 201);
}

function refuseInput(error: z.ZodError): Response {
  const [issue] = error.issues;
  if (issue?.code === "unrecognized_keys") {
    return invalidRequest(String(issue.keys[0]).slice(0, 64), "is not a known field");
  }
  return invalidRequest(String(issue?.path[0] ?? "body"), issue?.message ?? "is not valid");
}

function refuse(refusal: StartRefusal): Response {
  const { reason } = refusal;
  switch (reason) {
    case "invalid_phone":
      return invalidRequest("phoneNumber", PHONE_HINT);
    case "order_not_found":
      return orderNotFound();
    case "order_not_payable":
      return apiError(reason, "This order cannot be paid (any more).");
    case "attempt_in_progress":
    case "attempt_unresolved":
    case "attempt_in_review":
      return apiError(reason, CONFLICTS[reason], { detail: { attemptId: refusal.attemptId } });
    case "too_many_prompts": {
      const headers = { "retry-after": String(Math.max(1, Math.ceil(refusal.retryAfterSeconds))) };
      return apiError(reason, "Too many prompts for this phone or order.", { headers });
    }
    case "mpesa_unavailable":
      return apiError(reason, "M-Pesa cannot be reached; no prompt was sent.");
  }
}

const CONFLICTS = {
  attempt_in_progress: "A prompt of this order is still open.",
  attempt_unresolved:
    "An earlier attempt has no result yet: name it in despiteAttemptId to start another.",
  attempt_in_review: "An attempt of this order waits for a person's decision.",
} as const;
