import { parseSetCookieHeader, toCookieOptions } from "better-auth/cookies";
import { PEER_ADDRESS_HEADER } from "@/lib/http/client-address";
import type { Runtime } from "@/lib/runtime";
import { callAuth } from "./call-auth";

/** A cookie to be set in the browser; `value` is not yet encoded. */
export type NewCookie = {
  name: string;
  value: string;
  options: ReturnType<typeof toCookieOptions>;
};

/** Has better-auth answer a request of ours for whoever sent `from`, limits included. */
export function postAuth(
  runtime: Runtime,
  path: string,
  from: Headers,
  body: object,
): Promise<Response> {
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

/** The cookies that an answer of better-auth sets. */
export function readCookies(response: Response): NewCookie[] {
  return response.headers.getSetCookie().flatMap((line) =>
    Array.from(parseSetCookieHeader(line), ([name, attributes]) => ({
      name,
      value: attributes.value,
      options: toCookieOptions(attributes),
    })),
  );
}
