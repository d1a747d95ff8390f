import { type DarajaConfig, parseDarajaConfig } from "@/lib/daraja/config";
import type { Env } from "@/lib/env";
import { SECRET_FIELDS, type ShortcodeEnvironment, type ShortcodeField } from "./model";

/** What stands in a form, as typed. */
export type ShortcodeForm = Record<ShortcodeField, string>;

type ParsedForm = { ok: true; config: DarajaConfig } | { ok: false; wrong: ShortcodeField[] };

const FIELD_BY_SETTING: Record<string, ShortcodeField> = {
  environment: "environment",
  baseUrl: "environment",
  transactionType: "type",
  shortCode: "shortCode",
  tillNumber: "tillNumber",
  consumerKey: "consumerKey",
  consumerSecret: "consumerSecret",
  passKey: "passKey",
};

/** A sealed column is not the place for a novel. */
const MAX_SECRET_CHARS = 512;

/**
 * The environments that a merchant may choose. A simulator's address is the installation's alone: a
 * merchant who could name one could make this server call any host.
 */
export function environmentsOf({ SIMULATOR_URL }: Pick<Env, "SIMULATOR_URL">) {
  const real: ShortcodeEnvironment[] = ["sandbox", "live"];
  return SIMULATOR_URL === undefined ? real : (["simulator", ...real] as const);
}

/** Reads a new shortcode from a form, or names every field that cannot stay. */
export function parseShortcodeForm(
  env: Pick<Env, "SIMULATOR_URL">,
  form: ShortcodeForm,
): ParsedForm {
  const parsed = parseDarajaConfig({
    environment: form.environment,
    baseUrl: form.environment === "simulator" ? env.SIMULATOR_URL : undefined,
    consumerKey: form.consumerKey,
    consumerSecret: form.consumerSecret,
    passKey: form.passKey,
    shortCode: form.shortCode,
    transactionType: form.type,
    tillNumber: form.type === "till" ? form.tillNumber : "",
  });
  const wrong = new Set<ShortcodeField>(
    SECRET_FIELDS.filter((field) => form[field].length > MAX_SECRET_CHARS),
  );
  if (!environmentsOf(env).some((name) => name === form.environment)) wrong.add("environment");
  if (form.type !== "paybill" && form.type !== "till") wrong.add("type");
  for (const { field } of parsed.ok ? [] : parsed.problems) {
    wrong.add(FIELD_BY_SETTING[field] ?? "environment");
  }
  if (!parsed.ok || wrong.size > 0) return { ok: false, wrong: [...wrong] };
  return { ok: true, config: parsed.config };
}
