import { demoPhoneUrl } from "@/lib/demo-phone-url";
import { env } from "@/lib/env";

/**
 * The policy of a page whose own scripts carry `nonce`. In development React and the error overlay
 * need eval and inline styles; in production neither is allowed, style attributes included. `framed` is the one
 * address that may be shown within a page, if there is one.
 */
export function contentSecurityPolicy(
  nonce: string,
  isDevelopment = env().NODE_ENV === "development",
  framed = demoPhoneUrl(env()),
): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' ${isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    `frame-src ${framed ?? "'none'"}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
