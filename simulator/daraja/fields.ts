import { fieldOf, parseJson, asObject, type JsonObject } from "../http/json";
import type { Answer, Incoming } from "../http/exchange";
import type { World } from "../world";
import { darajaError, invalidField } from "./error-envelope";

export type Checked<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly answer: Answer };

/**
 * The JSON object of a call. A wrong Content-Type is reported as BusinessShortCode, as Daraja does;
 * bad JSON, and JSON that is no object, is 400.002.05 (daraja.md, 2.6).
 */
export function readObject(world: World, incoming: Incoming): Checked<JsonObject> {
  if (!/\bjson\b/i.test(incoming.headers["content-type"] ?? "")) {
    return { ok: false, answer: invalidField(world, "BusinessShortCode") };
  }
  const parsed = parseJson(incoming.body);
  const object = parsed.ok ? asObject(parsed.value) : null;
  return object
    ? { ok: true, value: object }
    : { ok: false, answer: darajaError(world, "invalidPayload") };
}

/** A field as text, whether it came as a string or as a number; "" when missing or anything else. */
export function textOf(object: JsonObject, name: string): string {
  const value = fieldOf(object, name);
  if (typeof value === "number") return String(value);
  return typeof value === "string" ? value : "";
}
