import { isIP } from "node:net";

/** Set from the socket by instrumentation.ts for every request, whatever the client sent. */
export const PEER_ADDRESS_HEADER = "x-malipo-peer-address";

/**
 * The customer's address from the trusted hop, or null where none is known. With no proxy it is the
 * socket's peer; behind `trustedProxyHops` proxies of ours it is the entry that the outermost of
 * them wrote into X-Forwarded-For, counted from the right, never the left-most one.
 */
export function clientAddress(headers: Headers, trustedProxyHops: number): string | null {
  if (trustedProxyHops === 0) return asAddress(headers.get(PEER_ADDRESS_HEADER));
  const forwarded = (headers.get("x-forwarded-for") ?? "").split(",").map((entry) => entry.trim());
  return asAddress(forwarded.at(-trustedProxyHops));
}

/** Text that is no address counts as none: it must not become a bucket of its own. */
function asAddress(text: string | null | undefined): string | null {
  return text && isIP(text) !== 0 ? text : null;
}
