/** A JSON object as it came from outside: nothing is known of its fields. */
type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A field of its own, never one of the prototype; undefined if it is absent or `value` is no object. */
export function readField(value: unknown, name: string): unknown {
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** The JSON in `text` (a leading byte order mark is skipped), or undefined if it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.startsWith("\ufeff") ? text.slice(1) : text);
  } catch {
    return undefined;
  }
}

/** One of Daraja's request ids: printable ASCII without spaces, up to 64 characters (daraja.md, 2.2). */
export function readDarajaId(value: unknown): string | null {
  return typeof value === "string" && /^[\x21-\x7e]{1,64}$/.test(value) ? value : null;
}

/** Stands for an id that is given and cannot be one: it differs from every id there is. */
export const UNUSABLE_ID = "?";
