import { countBrokenInvariants } from "@/lib/payments/invariants";
import type { Runtime } from "@/lib/runtime";
import { settleWithin } from "@/lib/settle-within";

const ANSWER_LIMIT_MS = 5_000;

const headers = { "cache-control": "no-store" };

/** `GET /api/health`: 200 when the process and its database answer, else 503. */
export async function handleHealth(runtime: Runtime): Promise<Response> {
  try {
    const invariantsBroken = await settleWithin(ANSWER_LIMIT_MS, countBrokenInvariants(runtime));
    return Response.json({ status: "ok", invariantsBroken }, { headers });
  } catch (error) {
    runtime.log.error("health: the database does not answer", { error });
    return Response.json({ status: "unavailable" }, { status: 503, headers });
  }
}
