import { z } from "zod";
import type { Runtime } from "@/lib/runtime";
import type { SignInProblem } from "./model";
import { type NewCookie, postAuth, readCookies } from "./post-auth";

/** Longer than any e-mail address and any password that better-auth takes. */
const MAX_FIELD_CHARS = 320;

const credentials = z.object({
  email: z.string().trim().pipe(z.email().max(MAX_FIELD_CHARS)),
  password: z.string().min(1).max(MAX_FIELD_CHARS),
});

const answer = z.object({ twoFactorRedirect: z.boolean().catch(false) });

export type SignInResult =
  | {
      ok: true;
      cookies: NewCookie[];
      /** Signed in only once a code from the person's app has come, too. */
      isCodeMissing: boolean;
    }
  | { ok: false; reason: SignInProblem };

/**
 * Signs a person in with what the form sent. Passes through the same handler, and so the same
 * limits, as `POST /api/auth/sign-in/email`. Which of the two fields was wrong is never told.
 */
export async function signIn(
  runtime: Runtime,
  input: { email: unknown; password: unknown },
  headers: Headers,
): Promise<SignInResult> {
  const parsed = credentials.safeParse(input);
  if (!parsed.success) return { ok: false, reason: "wrong_credentials" };
  const response = await postAuth(runtime, "/sign-in/email", headers, parsed.data);
  if (response.ok) {
    const { twoFactorRedirect } = answer.parse(await response.json());
    return { ok: true, cookies: readCookies(response), isCodeMissing: twoFactorRedirect };
  }
  if (response.status === 429) return { ok: false, reason: "too_many_tries" };
  return { ok: false, reason: response.status < 500 ? "wrong_credentials" : "unavailable" };
}

/**
 * Ends the session of the request's cookie; answers the cookies that clear it in the browser. Throws
 * if the session could not be ended: nobody must be told that it was.
 */
export async function signOut(runtime: Runtime, headers: Headers): Promise<NewCookie[]> {
  const response = await postAuth(runtime, "/sign-out", headers, {});
  if (!response.ok) throw new Error("the session could not be ended");
  return readCookies(response);
}
