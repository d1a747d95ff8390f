import { env } from "@/lib/env";

/**
 * The policy of a page whose own scripts carry `nonce`. In development React and the error overlay
 * need eval and inline styles; in production neither is allowed, style attributes included.
 */
export function contentSecurityPolicy(
  nonce: string,
  isDevelopment = env().NODE_ENV === "development",
): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' ${isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
