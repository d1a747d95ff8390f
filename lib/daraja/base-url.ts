import { type DarajaEnvironment, DEFAULT_BASE_URLS } from "./environments";

/** A base URL without its last slash or default port; other texts are left for the check to refuse. */
export function toOrigin(text: string): string {
  if (!URL.canParse(text)) return text;
  const { origin, href } = new URL(text);
  return href === `${origin}/` ? origin : text;
}

/**
 * Says why this host must not be called in this environment, or null if it may be: live and sandbox
 * know exactly one address each, the simulator is anything but Safaricom.
 * `baseUrl` is an origin: scheme, host, port, no slash at the end.
 */
export function checkBaseUrl(baseUrl: string, environment: DarajaEnvironment): string | null {
  if (environment !== "simulator") {
    const only = DEFAULT_BASE_URLS[environment];
    return baseUrl === only ? null : `must be ${only} when environment is ${environment}`;
  }
  if (!URL.canParse(baseUrl)) return "is not a URL";
  const { origin, protocol, hostname } = new URL(baseUrl);
  if (protocol !== "http:" && protocol !== "https:") return "must begin with http:// or https://";
  if (origin !== baseUrl) return "must be scheme, host and port only, without a path";
  return /(?:^|\.)safaricom\.co\.ke\.?$/.test(hostname)
    ? "must not be Safaricom's when environment is simulator"
    : null;
}
