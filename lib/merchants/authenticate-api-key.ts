import { and, eq, isNull, sql } from "drizzle-orm";
import { apiKeys } from "@/db/schema/merchants";
import type { Runtime } from "@/lib/runtime";
import { sha256 } from "@/lib/sealing";
import type { KeyScope } from "./model";

const MAX_HEADER_CHARS = 1_024;

/** A merchant's key in use; `scopes` is all that it may do. */
export type KeyHolder = { merchantId: string; prefix: string; scopes: KeyScope[] };

/**
 * The merchant whose live API key an Authorization header carries (`Bearer sk_…`), or null, whatever
 * is wrong with it. Notes the use, at most once a minute a key, behind the answer. Throws if the
 * database is away.
 */
export async function authenticateApiKey(
  ctx: Pick<Runtime, "db" | "log">,
  authorization: string | null,
): Promise<KeyHolder | null> {
  if (!authorization || authorization.length > MAX_HEADER_CHARS) return null;
  const secret = /^Bearer +(\S(?:.*\S)?) *$/i.exec(authorization)?.[1];
  if (secret === undefined) return null;
  // A header's text has one character for each byte that was sent.
  const digest = sha256(Buffer.from(secret, "latin1"));
  const [key] = await ctx.db
    .select({
      id: apiKeys.id,
      merchantId: apiKeys.merchantId,
      prefix: apiKeys.prefix,
      scopes: apiKeys.scopes,
      isUseNoted: sql<boolean>`coalesce(${isNoted}, false)`,
    })
    .from(apiKeys)
    .where(and(eq(apiKeys.secretSha256, digest), isNull(apiKeys.revokedAt)));
  if (!key) return null;
  if (!key.isUseNoted) void noteUse(ctx, key.id);
  return { merchantId: key.merchantId, prefix: key.prefix, scopes: key.scopes };
}

const isNoted = sql`${apiKeys.lastUsedAt} > clock_timestamp() - interval '1 minute'`;

/** Of calls that come at once one writes; the call itself does not wait, and fails for nothing here. */
async function noteUse({ db, log }: Pick<Runtime, "db" | "log">, keyId: string): Promise<void> {
  try {
    await db
      .update(apiKeys)
      .set({ lastUsedAt: sql`clock_timestamp()` })
      .where(and(eq(apiKeys.id, keyId), sql`(${isNoted}) is not true`));
  } catch (error) {
    log.warn("the use of an API key was not noted", { error });
  }
}
