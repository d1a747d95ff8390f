import { parseSetCookieHeader, toCookieOptions } from "better-auth/cookies";
import { z } from "zod";
import { PEER_ADDRESS_HEADER } from "@/lib/http/client-address";
import type { Runtime } from "@/lib/runtime";
import { callAuth } from "./call-auth";
import type { SignInProblem } from "./model";

/** Longer than any e-mail address and any password that better-auth takes. */
const MAX_FIELD_CHARS = 320;

const credentials = z.object({
  email: z.string().trim().pipe(z.email().max(MAX_FIELD_CHARS)),
  password: z.string().min(1).max(MAX_FIELD_CHARS),
});

/** A cookie to be set in the browser; `value` is not yet encoded. */
export type NewCookie = {
  name: string;
  value: string;
  options: ReturnType<typeof toCookieOptions>;
};

export type SignInResult =
  { ok: true; cookies: NewCookie[] } | { ok: false; reason: SignInProblem };

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
  const response = await post(runtime, "/sign-in/email", headers, parsed.data);
  if (response.ok) return { ok: true, cookies: readCookies(response) };
  if (response.status === 429) return { ok: false, reason: "too_many_tries" };
  return { ok: false, reason: response.status < 500 ? "wrong_credentials" : "unavailable" };
}

/**
 * Ends the session of the request's cookie; answers the cookies that clear it in the browser. Throws
 * if the session could not be ended: nobody must be told that it was.
 */
export async function signOut(runtime: Runtime, headers: Headers): Promise<NewCookie[]> {
  const response = await post(runtime, "/sign-out", headers, {});
  if (!response.ok) throw new Error("the session could not be ended");
  return readCookies(response);
}

function readCookies(response: Response): NewCookie[] {
  return response.headers.getSetCookie().flatMap((line) =>
    Array.from(parseSetCookieHeader(line), ([name, attributes]) => ({
      name,
      value: attributes.value,
      options: toCookieOptions(attributes),
    })),
  );
}

function post(runtime: Runtime, path: string, from: Headers, body: object): Promise<Response> {
  const { APP_URL } = runtime.env;
  // The action that calls us has compared Origin and Host; better-auth wants to see ours.
  const headers = new Headers({ "content-type": "application/json", origin: APP_URL });
  for (const name of ["cookie", "x-forwarded-for", PEER_ADDRESS_HEADER, "user-agent"]) {
    const value = from.get(name);
    if (value !== null) headers.set(name, value);
  }
  const request = new Request(`${APP_URL}/api/auth${path}`, {
    method: "POST",
    headers,
    body: JSON.stringify(body),
  });
  return callAuth(runtime, request);
}
