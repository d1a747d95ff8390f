import { and, eq } from "drizzle-orm";
import { merchants, shortcodes } from "@/db/schema/merchants";
import { parseDarajaConfig, type DarajaConfig } from "@/lib/daraja/config";
import type { Runtime } from "@/lib/runtime";
import { createShortcode, shortcodeColumns } from "@/lib/shortcodes/create-shortcode";
import { isUniqueViolation } from "@/lib/sql-errors";
import { createApiKey, revokeOtherApiKeys } from "./api-keys";
import {
  DEMO_COLOUR,
  DEMO_EMAIL,
  DEMO_LOGO,
  DEMO_MERCHANT_ID,
  DEMO_MERCHANT_NAME,
  DEMO_PASS_KEY,
  DEMO_SHORT_CODE,
} from "./demo-merchant";
import { ensureOwner } from "./owner";
import { signingSecretOf } from "./signing-secret";

const API_KEY_NAME = "demo";

export type DemoOptions = { simulatorUrl: string; apiKey?: string | undefined; password: string };
export type DemoAccess = {
  merchantName: string;
  email: string;
  password: string;
  apiKey: string;
  signingSecret: string;
};

/**
 * Makes the demo merchant: a person who can sign in, a shortcode of the simulator, an API key. Safe
 * to call at each start; brings looks, address, password and key up to date, and revokes the key
 * before. A given `apiKey` is used as it is, without white space at its ends. Throws if `simulatorUrl` is no
 * address that a simulator may have.
 */
export async function seedDemo(runtime: Runtime, options: DemoOptions): Promise<DemoAccess> {
  const merchantId = DEMO_MERCHANT_ID;
  const looks = { name: DEMO_MERCHANT_NAME, brandColour: DEMO_COLOUR, logo: DEMO_LOGO };
  await runtime.db
    .insert(merchants)
    .values({ id: merchantId, ...looks })
    .onConflictDoUpdate({ target: merchants.id, set: looks });
  await ensureShortcode(runtime, merchantId, demoConfig(options.simulatorUrl));
  await ensureOwner(runtime, merchantId, {
    name: DEMO_MERCHANT_NAME,
    email: DEMO_EMAIL,
    password: options.password,
  });
  const secret = options.apiKey?.trim() === "" ? undefined : options.apiKey?.trim();
  const key = await createApiKey(runtime, merchantId, { name: API_KEY_NAME, secret });
  await revokeOtherApiKeys(runtime, merchantId, { id: key.id, name: API_KEY_NAME });
  return {
    merchantName: DEMO_MERCHANT_NAME,
    email: DEMO_EMAIL,
    password: options.password,
    apiKey: key.secret,
    signingSecret: signingSecretOf(runtime.env, merchantId),
  };
}

function demoConfig(simulatorUrl: string): DarajaConfig {
  const parsed = parseDarajaConfig({
    environment: "simulator",
    baseUrl: simulatorUrl,
    consumerKey: "demo-consumer-key",
    consumerSecret: "demo-consumer-secret",
    shortCode: DEMO_SHORT_CODE,
    passKey: DEMO_PASS_KEY,
  });
  if (parsed.ok) return parsed.config;
  throw new Error(parsed.problems.map(({ field, message }) => `${field} ${message}`).join("; "));
}

/** Other settings of the row, limits that somebody changed included, stay as they are. */
async function ensureShortcode(runtime: Runtime, merchantId: string, config: DarajaConfig) {
  const { baseUrl, consumerKeyHash } = shortcodeColumns(runtime, merchantId, config);
  const update = () =>
    runtime.db
      .update(shortcodes)
      .set({ baseUrl, consumerKeyHash })
      .where(
        and(
          eq(shortcodes.merchantId, merchantId),
          eq(shortcodes.environment, "simulator"),
          eq(shortcodes.isActive, true),
        ),
      )
      .returning({ id: shortcodes.id });
  if ((await update()).length > 0) return;
  try {
    await createShortcode(runtime, merchantId, config);
  } catch (error) {
    if (!isUniqueViolation(error, "shortcodes_one_active")) throw error;
    await update();
  }
}
