import { readBody } from "./read-body";

export type JsonBody =
  { ok: true; value: unknown } | { ok: false; reason: "too_large" | "too_slow" | "not_json" };

/** Far deeper than any body we know, and shallow enough for every function that walks one. */
const MAX_DEPTH = 16;

/**
 * Reads a request's body as JSON while it streams: at most `maxBytes` bytes and `timeoutMs`
 * milliseconds in all. `not_json` is anything that is not well-formed UTF-8 JSON, or is nested beyond
 * reason, or carries a `__proto__` key, or was cut off.
 */
export async function readJsonBody(
  request: Request,
  limits: { maxBytes: number; timeoutMs: number },
): Promise<JsonBody> {
  const read = await readBody(request, limits);
  if (!read.ok) {
    return { ok: false, reason: read.reason === "cut_off" ? "not_json" : read.reason };
  }
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(read.body);
    const value: unknown = JSON.parse(text);
    return isPlain(value, MAX_DEPTH) ? { ok: true, value } : { ok: false, reason: "not_json" };
  } catch {
    return { ok: false, reason: "not_json" };
  }
}

function isPlain(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (depth === 0 || Object.hasOwn(value, "__proto__")) return false;
  return Object.values(value).every((inner) => isPlain(inner, depth - 1));
}
