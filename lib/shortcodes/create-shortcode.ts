import { shortcodes } from "@/db/schema/merchants";
import type { DarajaConfig } from "@/lib/daraja/config";
import { makeId } from "@/lib/ids";
import type { Runtime } from "@/lib/runtime";
import { bindingOf, seal, sha256 } from "@/lib/sealing";
import { limitsFor } from "./limits";

type Ctx = Pick<Runtime, "db" | "env">;

/** What a shortcode's row holds of a Daraja profile: credentials sealed, limits by environment. */
export function shortcodeColumns(
  { env }: Pick<Ctx, "env">,
  merchantId: string,
  config: DarajaConfig,
) {
  const sealed = (column: string, value: string) =>
    seal(env.ENCRYPTION_KEYS, value, bindingOf("shortcodes", column, merchantId));
  return {
    environment: config.environment,
    baseUrl: config.baseUrl,
    type: config.type,
    businessShortCode: config.businessShortCode,
    partyB: config.partyB,
    // Names the shared access token: one row per key, secret and host. With the secret, because whoever
    // knows another merchant's key alone must not be served with the token that its owner got.
    consumerKeyHash: sha256(`${config.baseUrl}\n${config.consumerKey}\n${config.consumerSecret}`),
    consumerKeySealed: sealed("consumer_key", config.consumerKey),
    consumerSecretSealed: sealed("consumer_secret", config.consumerSecret),
    passKeySealed: sealed("pass_key", config.passKey),
    ...limitsFor(config.environment),
  };
}

/**
 * Gives a merchant its active shortcode and answers its id. Throws a unique violation
 * (`shortcodes_one_active`) if it has one already.
 */
export async function createShortcode(
  ctx: Ctx,
  merchantId: string,
  config: DarajaConfig,
): Promise<string> {
  const id = makeId("shortcode");
  await ctx.db
    .insert(shortcodes)
    .values({ id, merchantId, ...shortcodeColumns(ctx, merchantId, config) });
  return id;
}
