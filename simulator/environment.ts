import { z } from "zod";
import { explainIssues } from "./control/control-error";
import { parseJson } from "./http/json";
import { shortcodeSchema, type Shortcode } from "./shortcodes/shortcode";

const DEFAULT_PORT = 4010;
const DEFAULT_HOST = "127.0.0.1";

interface Settings {
  readonly port: number;
  readonly host: string;
  readonly shortcodes: readonly Shortcode[];
  /** Whose pages may show the phone, beside those of this machine; null for no others. */
  readonly shownIn: string | null;
}

export type ReadSettings =
  | { readonly ok: true; readonly settings: Settings }
  | { readonly ok: false; readonly message: string };

/** Reads the simulator's own variables, SIMULATOR_*; a bad value is named in the message. */
export function readSettings(
  environment: Readonly<Record<string, string | undefined>>,
): ReadSettings {
  const portText = environment.SIMULATOR_PORT?.trim() ?? "";
  const port = portText === "" ? DEFAULT_PORT : Number(portText);
  if (!/^\d*$/.test(portText) || port > 65_535) {
    return fail("SIMULATOR_PORT must be a port number from 0 to 65535.");
  }
  const host = environment.SIMULATOR_HOST?.trim() ?? "";
  const shortcodesText = environment.SIMULATOR_SHORTCODES?.trim() ?? "";
  const parsed = parseJson(shortcodesText === "" ? "[]" : shortcodesText);
  if (!parsed.ok) return fail("SIMULATOR_SHORTCODES must be a JSON array.");
  const shortcodes = z.array(shortcodeSchema).safeParse(parsed.value);
  if (!shortcodes.success) {
    return fail(`SIMULATOR_SHORTCODES: ${explainIssues(shortcodes.error, "field")}.`);
  }
  const shownIn = readOrigin(environment.SIMULATOR_SHOWN_IN?.trim() ?? "");
  if (shownIn === "bad") {
    return fail("SIMULATOR_SHOWN_IN must be an address such as https://demo.example.");
  }
  const named = { host: host === "" ? DEFAULT_HOST : host, shortcodes: shortcodes.data };
  return { ok: true, settings: { port, ...named, shownIn } };
}

function readOrigin(text: string): string | null {
  if (text === "") return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  return url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`
    ? url.origin
    : "bad";
}

function fail(message: string): ReadSettings {
  return { ok: false, message };
}
