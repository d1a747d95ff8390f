import { isIP } from "node:net";
import { clientAddress } from "@/lib/http/client-address";
import type { Runtime } from "@/lib/runtime";
import { ADDRESS_HEADER, authOf } from "./auth";

/**
 * Has better-auth answer a request, limits included. The address it counts by comes from the trusted
 * hop, never from what a client wrote into our own header. Answers 503 while the database is away:
 * an error passed on would be printed with its statement's parameters, session tokens among them.
 */
export async function callAuth(runtime: Runtime, request: Request): Promise<Response> {
  const headers = new Headers(request.headers);
  headers.delete(ADDRESS_HEADER);
  const address = clientAddress(headers, runtime.env.TRUSTED_PROXY_HOPS);
  if (address !== null && isIP(address) !== 0) headers.set(ADDRESS_HEADER, address);
  try {
    return await authOf(runtime).handler(new Request(request, { headers }));
  } catch (error) {
    runtime.log.error("sign-in could not be served", { error });
    const body = { error: { code: "unavailable", message: "Try again in a few seconds." } };
    return Response.json(body, { status: 503, headers: { "cache-control": "no-store" } });
  }
}
