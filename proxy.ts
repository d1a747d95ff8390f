import { NextResponse, type NextRequest } from "next/server";
import { PATH_HEADER } from "@/app/not-found-addresses";
import { contentSecurityPolicy } from "@/lib/http/content-security-policy";
import { chooseLanguage } from "@/lib/i18n/choose-language";
import {
  LANGUAGE_COOKIE,
  LANGUAGE_HEADER,
  LANGUAGE_PARAMETER,
  readLanguage,
} from "@/lib/i18n/model";

const LANGUAGE_COOKIE_MAX_AGE_SECONDS = 365 * 24 * 60 * 60;

/**
 * Gives every page a Content-Security-Policy with a nonce of its own (Next reads the nonce from the
 * request's copy of the header), and its language, which a link that names one makes the browser
 * keep. Authorises nothing: that is done where data is read (design.md, 7).
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = crypto.randomUUID().replaceAll("-", "");
  const policy = contentSecurityPolicy(nonce);
  const link = request.nextUrl.searchParams.get(LANGUAGE_PARAMETER);
  const cookie = request.cookies.get(LANGUAGE_COOKIE)?.value ?? null;
  const accepted = request.headers.get("accept-language");
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  headers.set(LANGUAGE_HEADER, chooseLanguage({ link, cookie, accepted }));
  headers.set(PATH_HEADER, request.nextUrl.pathname);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  const wanted = readLanguage(link);
  if (wanted !== null && wanted !== cookie) keepLanguage(response, wanted);
  return response;
}

/** A preference, not a secret. */
function keepLanguage(response: NextResponse, language: string): void {
  response.cookies.set(LANGUAGE_COOKIE, language, {
    path: "/",
    sameSite: "lax",
    maxAge: LANGUAGE_COOKIE_MAX_AGE_SECONDS,
  });
}

/** Pages only: the API answers JSON, and static files carry no markup. */
export const config = {
  matcher: "/((?!api/|_next/static/|_next/image/|shop/|icon\\.svg$|icon-paid\\.svg$).*)",
};
