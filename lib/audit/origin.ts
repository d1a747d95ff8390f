import { clientAddress } from "@/lib/http/client-address";
import type { Runtime } from "@/lib/runtime";

/** Where a request came from, as far as the trusted hop tells. */
export type Origin = { address: string | null; userAgent: string | null };

/** For what no request stands behind. */
export const NOWHERE: Origin = { address: null, userAgent: null };

const MAX_AGENT_CHARS = 200;

/** The origin of a request; of the browser's name no more than its beginning. */
export function originOf({ env }: Pick<Runtime, "env">, headers: Headers): Origin {
  return {
    address: clientAddress(headers, env.TRUSTED_PROXY_HOPS),
    userAgent: headers.get("user-agent")?.slice(0, MAX_AGENT_CHARS) ?? null,
  };
}
