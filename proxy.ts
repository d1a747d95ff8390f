import { NextResponse, type NextRequest } from "next/server";
import { contentSecurityPolicy } from "@/lib/http/content-security-policy";

/**
 * Gives every page a Content-Security-Policy with a nonce of its own; Next reads the nonce from the
 * request's copy of the header. Authorises nothing: that is done where data is read (design.md, 7).
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = crypto.randomUUID().replaceAll("-", "");
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

/** Pages only: the API answers JSON, and static files carry no markup. */
export const config = { matcher: "/((?!api/|_next/static/|_next/image/|icon.svg$).*)" };
