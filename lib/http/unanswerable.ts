/** An address that this product does not have. */
export const NOWHERE = { method: "GET", url: "/api/nowhere" } as const;

/** Methods that a web-standard Request cannot have (Fetch standard, "forbidden method"). */
const FORBIDDEN_METHODS = new Set(["CONNECT", "TRACE", "TRACK"]);

/**
 * Whether a request is for nobody here, though Next 16 would answer it: with 500, for a method that is
 * forbidden, an escape that decodes to nothing or `*` for a path; or as a route's own pattern (`/pay/[orderId]`), whose
 * parameters it then takes from the query.
 */
export function isUnanswerable(request: {
  method?: string | undefined;
  url?: string | undefined;
}): boolean {
  if (FORBIDDEN_METHODS.has(request.method ?? "")) return true;
  const [path = ""] = (request.url ?? "/").split("?");
  if (!/^(?:\/|https?:\/\/)/i.test(path)) return true;
  try {
    return /[[\]]/.test(decodeURIComponent(path));
  } catch {
    return true;
  }
}
