import { z } from "zod";
import { type DarajaConfig, parseDarajaConfig } from "@/lib/daraja/config";
import type { NewMerchant } from "./create-merchant";

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

/**
 * Reads a new merchant from environment variables. On failure one line for each wrong variable, such
 * as "DARAJA_PASS_KEY is required"; no line repeats a value. `appUrl` is where Safaricom would call
 * back, which has to fit the environment.
 */
export function parseMerchantSettings(
  source: Record<string, string | undefined>,
  appUrl: string,
): MerchantSettings {
  const settings = Object.entries(DARAJA_VARIABLES).map(([field, name]) => [field, source[name]]);
  const daraja = parseDarajaConfig({
    ...Object.fromEntries(settings),
    callbackUrl: `${appUrl}/api/callbacks/token`,
  });
  const owner = person.safeParse(source);
  if (daraja.ok && owner.success)
    return { ok: true, merchant: toMerchant(owner.data, daraja.config) };
  const problems = [
    ...(owner.error?.issues ?? []).map(({ path, message }) => `${path.join(".")} ${message}`),
    ...(daraja.ok ? [] : daraja.problems).map(
      ({ field, message }) => `${DARAJA_VARIABLES[field] ?? field} ${message}`,
    ),
  ];
  return { ok: false, problems };
}

function toMerchant(owner: z.infer<typeof person>, shortcode: DarajaConfig): NewMerchant {
  return {
    name: owner.MERCHANT_NAME,
    owner: { email: owner.OWNER_EMAIL, password: owner.OWNER_PASSWORD },
    shortcode,
  };
}
