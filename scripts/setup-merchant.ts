import { readFileSync } from "node:fs";
import { EnvironmentError, parseEnv } from "@/lib/env";
import { createMerchant } from "@/lib/merchants/create-merchant";
import { parseMerchantSettings } from "@/lib/merchants/merchant-settings";
import { signingSecretOf } from "@/lib/merchants/signing-secret";
import { openRuntime } from "@/lib/runtime";

/**
 * `npm run merchant:setup`: creates a merchant with its owner, Daraja profile and API key from
 * MERCHANT_*, OWNER_* and DARAJA_* (`.env.example`). Exit code 1 and a line per problem if a variable
 * is wrong.
 */
async function setUpMerchant(): Promise<number> {
  const environment = parseEnv(process.env);
  const settings = parseMerchantSettings(process.env, environment.APP_URL, (path) =>
    readFileSync(path),
  );
  if (!settings.ok) {
    console.error(`The merchant's settings are not right:\n  ${settings.problems.join("\n  ")}`);
    return 1;
  }
  const runtime = openRuntime(environment);
  try {
    const result = await createMerchant(runtime, settings.merchant);
    if (!result.ok) {
      console.error("OWNER_EMAIL signs in already: give the new merchant's owner another one.");
      return 1;
    }
    console.log(`Merchant  ${settings.merchant.name} (${result.merchantId})`);
    console.log(`Dashboard ${environment.APP_URL}/dashboard as ${settings.merchant.owner.email}`);
    console.log(`API key   ${result.apiKey}`);
    console.log(`Signing key ${signingSecretOf(environment, result.merchantId)}`);
    console.log("Keep the API key now: it is shown this once and stored nowhere.");
    return 0;
  } finally {
    await runtime.close();
  }
}

try {
  process.exitCode = await setUpMerchant();
} catch (error) {
  if (error instanceof EnvironmentError) console.error(error.message);
  // A driver's message may quote what was sent; its kind is enough to find the fault.
  else console.error("The merchant could not be created:", describe(error));
  process.exitCode = 1;
}

function describe(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
}
