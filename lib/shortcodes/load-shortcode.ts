import { eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { shortcodes } from "@/db/schema/merchants";
import { parseDarajaConfig, type DarajaConfig } from "@/lib/daraja/config";
import type { Env } from "@/lib/env";
import { bindingOf, unseal } from "@/lib/sealing";

/** A shortcode with its secrets open; never logged, never sent to a browser. */
export type Shortcode = {
  id: string;
  merchantId: string;
  config: DarajaConfig;
  /** Names the shared access token: one per host and consumer key. */
  consumerKeyHash: Buffer;
  queriesPerMinute: number;
  promptsPerPhonePer10Min: number;
  promptsPerPhonePerDay: number;
  attemptsPerOrder: number;
  phonesPerAddressPerHour: number;
};

/**
 * Loads a shortcode and opens its credentials. Throws if it does not exist, if its keys are gone, or
 * if its environment and host do not fit each other: each is a fault of the installation.
 */
export async function loadShortcode(
  runtime: { env: Pick<Env, "ENCRYPTION_KEYS">; db: Db },
  shortcodeId: string,
): Promise<Shortcode> {
  const [row] = await runtime.db.select().from(shortcodes).where(eq(shortcodes.id, shortcodeId));
  if (!row) throw new Error(`shortcode ${shortcodeId} does not exist`);
  const open = (column: string, sealed: Buffer) =>
    unseal(
      runtime.env.ENCRYPTION_KEYS,
      sealed,
      bindingOf("shortcodes", column, row.merchantId),
    ).toString();
  const parsed = parseDarajaConfig({
    environment: row.environment,
    baseUrl: row.baseUrl,
    consumerKey: open("consumer_key", row.consumerKeySealed),
    consumerSecret: open("consumer_secret", row.consumerSecretSealed),
    passKey: open("pass_key", row.passKeySealed),
    shortCode: row.businessShortCode,
    transactionType: row.type,
    ...(row.type === "till" ? { tillNumber: row.partyB } : {}),
  });
  if (!parsed.ok) {
    const fields = parsed.problems.map(({ field, message }) => `${field} ${message}`).join("; ");
    throw new Error(`shortcode ${shortcodeId} cannot be used: ${fields}`);
  }
  return { ...row, config: parsed.config };
}
