import { z } from "zod";
import type { Runtime } from "@/lib/runtime";
import { proofOf } from "@/lib/shortcodes/check-address";
import { readBody } from "./read-body";

const MAX_BODY_BYTES = 256;
const BODY_TIMEOUT_MS = 2_000;

const question = z.strictObject({ nonce: z.string().regex(/^[\w-]{43}$/) });

const headers = { "cache-control": "no-store" };
const notFound = () =>
  Response.json({ ResultCode: 1, ResultDesc: "Not found" }, { status: 404, headers });

/**
 * `POST /api/callbacks/check`: answers a nonce with what only this installation can make of it, so that
 * it finds itself by its public name. Needs no database, and tells nothing to anybody else.
 */
export async function handleCallbackCheck(
  { env }: Pick<Runtime, "env">,
  request: Request,
): Promise<Response> {
  const read = await readBody(request, { maxBytes: MAX_BODY_BYTES, timeoutMs: BODY_TIMEOUT_MS });
  const asked = question.safeParse(read.ok ? parse(read.body) : null);
  if (!asked.success) return notFound();
  return Response.json({ proof: proofOf(env.APP_SECRET, asked.data.nonce) }, { headers });
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return null;
  }
}
