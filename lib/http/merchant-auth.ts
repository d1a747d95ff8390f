import { callAuth } from "@/lib/merchants/call-auth";
import type { Runtime } from "@/lib/runtime";
import { apiError } from "./api-error";

/** better-auth has many more addresses; these are the ones that this product uses. */
const OPEN_PATHS = new Set(["/sign-in/email", "/sign-out", "/get-session"]);

/** `/api/auth/…`: sign-in, sign-out and the session, by better-auth; everything else is 404. */
export async function handleAuth(runtime: Runtime, request: Request): Promise<Response> {
  const path = new URL(request.url).pathname.replace(/^\/api\/auth/, "");
  if (!OPEN_PATHS.has(path)) return apiError("not_found", "There is no such address.");
  return callAuth(runtime, request);
}
