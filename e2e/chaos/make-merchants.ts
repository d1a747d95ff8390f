import { generateSecrets } from "@/scripts/launcher/secrets";
import { seed } from "@/scripts/launcher/services";
import { setUpMerchant } from "../support/set-up-merchant";
import type { PromptLimits } from "./check/books";
import { withSql } from "./with-sql";

/** The limits that the checker holds the product to; those per address would only slow a run. */
export const PROMPT_LIMITS: PromptLimits = {
  perPhonePer10Minutes: 3,
  perPhonePerDay: 8,
  perOrder: 5,
};

/** The second merchant: a till behind a store number, beside the demo merchant's paybill. */
const TILL = { storeNumber: "600983", tillNumber: "7001122", passKey: "the-pass-key-of-the-till" };

/** What the simulator has to know of the till, as SIMULATOR_SHORTCODES. */
export const TILL_FOR_SIMULATOR = JSON.stringify([
  {
    businessShortCode: TILL.storeNumber,
    passKey: TILL.passKey,
    type: "till",
    tillNumber: TILL.tillNumber,
  },
]);

async function setUpTill(env: Record<string, string>, darajaUrl: string): Promise<string> {
  const { apiKey } = await setUpMerchant({
    ...env,
    MERCHANT_NAME: "Duka la Pili",
    OWNER_EMAIL: "second@malipo.example",
    OWNER_PASSWORD: "a password for nobody",
    DARAJA_ENVIRONMENT: "simulator",
    DARAJA_BASE_URL: darajaUrl,
    DARAJA_CONSUMER_KEY: "second-consumer-key",
    DARAJA_CONSUMER_SECRET: "second-consumer-secret",
    DARAJA_SHORT_CODE: TILL.storeNumber,
    DARAJA_TRANSACTION_TYPE: "till",
    DARAJA_TILL_NUMBER: TILL.tillNumber,
    DARAJA_PASS_KEY: TILL.passKey,
  });
  return apiKey;
}

/** The limits of real shortcodes for phones and orders; the rest wide. */
async function setLimits(databaseUrl: string): Promise<void> {
  const { perPhonePer10Minutes, perPhonePerDay, perOrder } = PROMPT_LIMITS;
  await withSql(
    databaseUrl,
    (sql) => sql`
      update shortcodes set attempts_per_order = ${perOrder},
        prompts_per_phone_per_10_min = ${perPhonePer10Minutes},
        prompts_per_phone_per_day = ${perPhonePerDay},
        phones_per_address_per_hour = 100000, queries_per_minute = 6000`,
  );
}

/** Makes two merchants whose payments go by way of `darajaUrl`; answers their secret keys. */
export async function makeMerchants(
  env: Record<string, string>,
  databaseUrl: string,
  darajaUrl: string,
): Promise<readonly [string, string]> {
  const { demoPassword } = generateSecrets();
  const access = await seed(env, { simulatorUrl: darajaUrl, password: demoPassword });
  const secondKey = await setUpTill(env, darajaUrl);
  await setLimits(databaseUrl);
  return [access.apiKey, secondKey];
}
