import { z } from "zod";
import { ORDER_STATUSES } from "@/db/vocabulary";
import { createOrder } from "@/lib/orders/create-order";
import { listOrders } from "@/lib/orders/queries";
import type { Runtime } from "@/lib/runtime";
import { apiError, apiJson, invalidRequest } from "./api-error";
import { answerApi, type ApiCall, readApiBody } from "./api-route";

const DEFAULT_LIMIT = 25;
const MAX_LIMIT = 100;

/** `/api/v1/orders`: POST creates an order, GET lists the merchant's orders. */
export function handleOrders(runtime: Runtime, request: Request): Promise<Response> {
  return answerApi(runtime, request, { GET: list, POST: create });
}

async function create({ runtime, request, merchant }: ApiCall): Promise<Response> {
  const body = await readApiBody(request);
  if (!body.ok) return body.response;
  const idempotencyKey = request.headers.get("idempotency-key") ?? undefined;
  const result = await createOrder(runtime, merchant.merchantId, body.value, { idempotencyKey });
  if (result.ok) return apiJson(result.order, 201);
  switch (result.reason) {
    case "invalid":
      return invalidRequest(result.param, result.message);
    case "idempotency_mismatch":
      return apiError(result.reason, "This Idempotency-Key was used with another body.");
    case "no_shortcode":
      return apiError("shortcode_missing", "This merchant has no active paybill or till yet.");
  }
}

const listQuery = z.object({
  limit: z
    .string()
    .regex(/^\d{1,3}$/)
    .transform(Number)
    .pipe(z.number().min(1).max(MAX_LIMIT))
    .default(DEFAULT_LIMIT),
  cursor: z.string().optional(),
  status: z.enum(ORDER_STATUSES).optional(),
});

const QUERY_HINTS: Record<string, string> = {
  limit: `must be a whole number from 1 to ${MAX_LIMIT}`,
  status: `must be one of: ${ORDER_STATUSES.join(", ")}`,
};

async function list({ runtime, request, merchant }: ApiCall): Promise<Response> {
  const query = listQuery.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!query.success) {
    const param = String(query.error.issues[0]?.path[0] ?? "query");
    return invalidRequest(param, QUERY_HINTS[param] ?? "is not valid");
  }
  const page = await listOrders(runtime, merchant, query.data);
  return page ? apiJson(page) : invalidRequest("cursor", "must be the nextCursor of a list");
}
