/** Anything JSON can say. */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

const DEPTH_LIMIT = 100;

export type ParsedJson = { readonly ok: true; readonly value: JsonValue } | { readonly ok: false };

/** Parses text from outside. Bad JSON, and JSON nested so deep that writing it again could fail, is not ok. */
export function parseJson(text: string): ParsedJson {
  if (depthOf(text) > DEPTH_LIMIT) return { ok: false };
  try {
    return { ok: true, value: asJsonValue(JSON.parse(text)) };
  } catch {
    return { ok: false };
  }
}

/** A JSON object, as opposed to an array, null or a bare value. */
export type JsonObject = Readonly<Record<string, JsonValue>>;

/** The value as an object, or null for every other kind of JSON. */
export function asObject(value: JsonValue): JsonObject | null {
  return isObject(value) ? value : null;
}

/** A field the body itself carries; `__proto__` and the like lead nowhere. */
export function fieldOf(object: JsonObject, name: string): JsonValue | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Guarantee: only called on what JSON.parse returned, which can be nothing but JSON. */
function asJsonValue(parsed: unknown): JsonValue {
  return parsed as JsonValue;
}

/** Counts brackets outside strings; text that is no JSON gets some number, and fails in the parser. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (quoted && character === "\\") at += 1;
    else if (character === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (character === "[" || character === "{") deepest = Math.max(deepest, ++depth);
    else if (character === "]" || character === "}") depth -= 1;
  }
  return deepest;
}
