import type { DarajaEnvironment } from "./environments";

/** Refused anywhere in host or path: Safaricom is known to reject a URL for them (daraja.md, 2.8). */
const REFUSED_NAMES = ["mpesa", "m-pesa", "safaricom"];
/** Refused as whole words: as mere letters they occur in random tokens and harmless names. */
const REFUSED_WORDS = new Set(["exe", "exec", "cmd", "sql", "query"]);
/** Public request testers, which Safaricom's rules exclude from production. */
const TESTER_HOSTS = ["ngrok", "mockbin", "requestbin"];

/** Names that no public resolver answers. */
const PRIVATE_NAME =
  /(?:^|\.)(?:localhost|local|localdomain|internal|intranet|lan|home\.arpa|test|invalid)$/;
const PRIVATE_IPV4 =
  /^(?:0|10|127|169\.254|192\.168|172\.(?:1[6-9]|2\d|3[01])|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./;

/**
 * Says what is wrong with a CallBackURL, or null if nothing is. The simulator may be given any http
 * or https address, loopback included; Safaricom needs a public https host.
 *
 * The words that Safaricom asks to avoid are refused, although its sandbox took "mpesa" in an STK
 * URL: the rule is written down for C2B, where it is enforced, and a URL that is turned down in
 * production stops every payment, while renaming a path costs nothing.
 */
export function checkCallbackUrl(url: string, environment: DarajaEnvironment): string | null {
  // Looked at as sent: URL parsing would drop or escape what Daraja gets to see.
  if (!/^[\x21-\x7e]+$/.test(url)) return "must not contain spaces or characters outside ASCII";
  if (!URL.canParse(url)) return "is not a URL";
  const parsed = new URL(url);
  if (parsed.protocol !== "https:" && parsed.protocol !== "http:")
    return "must begin with https://";
  if (parsed.username !== "" || parsed.password !== "")
    return "must not contain a user or password";
  if (parsed.hash !== "") return "must not contain a #fragment";
  if (environment === "simulator") return null;

  if (parsed.protocol !== "https:") return "must begin with https://";
  if (!isPublicHost(parsed.hostname)) return "must have a public host name";
  if (!url.startsWith(`https://${parsed.host}`)) return "must have its host name in lower case";
  const tester = TESTER_HOSTS.find((name) => parsed.hostname.includes(name));
  if (environment === "live" && tester) return `must not go through a public tester (${tester})`;
  const word = avoidedWord(parsed);
  return word ? `must not contain "${word}": Safaricom is known to reject such addresses` : null;
}

function avoidedWord(url: URL): string | undefined {
  const text = `${url.host}${url.pathname}${url.search}`.toLowerCase();
  return (
    REFUSED_NAMES.find((name) => text.includes(name)) ??
    text.split(/[^a-z0-9]+/).find((word) => REFUSED_WORDS.has(word))
  );
}

function isPublicHost(hostname: string): boolean {
  // IPv6 in brackets: only global unicast, 2000::/3.
  if (hostname.startsWith("[")) return /^\[[23][0-9a-f]{3}:/.test(hostname);
  const name = hostname.replace(/\.$/, "");
  if (/^[\d.]+$/.test(name)) return !PRIVATE_IPV4.test(name);
  return name.includes(".") && !PRIVATE_NAME.test(name);
}
