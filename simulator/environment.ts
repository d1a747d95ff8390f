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
}

export type ReadSettings =
  | { readonly ok: true; readonly settings: Settings }
  | { readonly ok: false; readonly message: string };

/** Reads SIMULATOR_PORT, SIMULATOR_HOST and SIMULATOR_SHORTCODES; a bad value is named in the message. */
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
  const settings = { port, host: host === "" ? DEFAULT_HOST : host, shortcodes: shortcodes.data };
  return { ok: true, settings };
}

function fail(message: string): ReadSettings {
  return { ok: false, message };
}
