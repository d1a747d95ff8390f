import { parseCookies } from "better-auth/cookies";
import type { Runtime } from "@/lib/runtime";
import { authOf } from "./auth";

const COOKIE = "two_factor";

/**
 * Whose sign-in waits for a code in this browser; null where none does. The cookie names it by a secret
 * of 20 random characters, so its signature need not be looked at here.
 */
export async function findPendingPerson(
  ctx: Pick<Runtime, "db" | "env" | "log">,
  headers: Headers,
): Promise<string | null> {
  const { createAuthCookie, internalAdapter } = await authOf(ctx).$context;
  const signed = parseCookies(headers.get("cookie") ?? "").get(createAuthCookie(COOKIE).name);
  const identifier = signed?.slice(0, signed.lastIndexOf("."));
  if (identifier === undefined || !identifier.startsWith("2fa-")) return null;
  const found = await internalAdapter.findVerificationValue(identifier);
  return found?.value ?? null;
}
