import { z } from "zod";
import { parseColour } from "@/lib/brand-colour";
import { type DarajaConfig, parseDarajaConfig } from "@/lib/daraja/config";
import type { NewMerchant } from "./create-merchant";
import { readLogo } from "./merchant-logo";

/** Which variable feeds which setting of `parseDarajaConfig`. */
const DARAJA_VARIABLES: Record<string, string> = {
  environment: "DARAJA_ENVIRONMENT",
  baseUrl: "DARAJA_BASE_URL",
  consumerKey: "DARAJA_CONSUMER_KEY",
  consumerSecret: "DARAJA_CONSUMER_SECRET",
  shortCode: "DARAJA_SHORT_CODE",
  passKey: "DARAJA_PASS_KEY",
  transactionType: "DARAJA_TRANSACTION_TYPE",
  tillNumber: "DARAJA_TILL_NUMBER",
  callbackUrl: "APP_URL",
};

const person = z.object({
  MERCHANT_NAME: z
    .string("is missing")
    .trim()
    .min(1, "is missing")
    .max(120, "must have at most 120 characters"),
  OWNER_EMAIL: z.email("must be an e-mail address"),
  // better-auth takes passwords of 8 to 128 characters.
  OWNER_PASSWORD: z
    .string("is missing")
    .min(8, "must have at least 8 characters")
    .max(128, "must have at most 128 characters"),
});

export type MerchantSettings =
  { ok: true; merchant: NewMerchant } | { ok: false; problems: string[] };

type Source = Record<string, string | undefined>;

/**
 * Reads a new merchant from environment variables. On failure one line for each wrong variable, such
 * as "DARAJA_PASS_KEY is required"; no line repeats a value. `appUrl` is where Safaricom would call
 * back, which has to fit the environment. `readFile` reads the logo's file and may throw.
 */
export function parseMerchantSettings(
  source: Source,
  appUrl: string,
  readFile: (path: string) => Buffer,
): MerchantSettings {
  const settings = Object.entries(DARAJA_VARIABLES).map(([field, name]) => [field, source[name]]);
  const daraja = parseDarajaConfig({
    ...Object.fromEntries(settings),
    callbackUrl: `${appUrl}/api/callbacks/token`,
  });
  const owner = person.safeParse(source);
  const looks = parseLooks(source, readFile);
  if (daraja.ok && owner.success && looks.problems.length === 0)
    return { ok: true, merchant: toMerchant(owner.data, looks, daraja.config) };
  const problems = [
    ...(owner.error?.issues ?? []).map(({ path, message }) => `${path.join(".")} ${message}`),
    ...looks.problems,
    ...(daraja.ok ? [] : daraja.problems).map(
      ({ field, message }) => `${DARAJA_VARIABLES[field] ?? field} ${message}`,
    ),
  ];
  return { ok: false, problems };
}

type Looks = Pick<NewMerchant, "colour" | "logo">;

/** Both are optional; an empty value counts as unset. */
function parseLooks(
  { MERCHANT_COLOUR = "", MERCHANT_LOGO_FILE = "" }: Source,
  readFile: (path: string) => Buffer,
): Looks & { problems: string[] } {
  const colour = parseColour(MERCHANT_COLOUR);
  const file = MERCHANT_LOGO_FILE.trim();
  const logo = file === "" ? null : readLogoFile(file, readFile);
  const problems = [];
  if (colour === null && MERCHANT_COLOUR.trim() !== "") {
    problems.push("MERCHANT_COLOUR must be six hexadecimal digits after a #, such as #0a7a3d");
  }
  if (logo?.ok === false) problems.push(`MERCHANT_LOGO_FILE ${logo.message}`);
  return { colour, logo: logo?.ok ? logo.dataUrl : null, problems };
}

function readLogoFile(path: string, readFile: (path: string) => Buffer) {
  try {
    return readLogo(readFile(path));
  } catch {
    return { ok: false, message: "names no file that can be read" } as const;
  }
}

function toMerchant(
  owner: z.infer<typeof person>,
  { colour, logo }: Looks,
  shortcode: DarajaConfig,
): NewMerchant {
  return {
    name: owner.MERCHANT_NAME,
    colour,
    logo,
    owner: { email: owner.OWNER_EMAIL, password: owner.OWNER_PASSWORD },
    shortcode,
  };
}
