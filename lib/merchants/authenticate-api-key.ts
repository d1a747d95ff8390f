import { and, eq, isNull } from "drizzle-orm";
import { apiKeys } from "@/db/schema/merchants";
import type { Runtime } from "@/lib/runtime";
import { sha256 } from "@/lib/sealing";

const MAX_HEADER_CHARS = 1_024;

/**
 * The merchant whose live API key an Authorization header carries (`Bearer sk_…`), or null, whatever
 * is wrong with it. Throws if the database is away.
 */
export async function authenticateApiKey(
  { db }: Pick<Runtime, "db">,
  authorization: string | null,
): Promise<{ merchantId: string } | null> {
  if (!authorization || authorization.length > MAX_HEADER_CHARS) return null;
  const secret = /^Bearer +(\S(?:.*\S)?) *$/i.exec(authorization)?.[1];
  if (secret === undefined) return null;
  // A header's text has one character for each byte that was sent.
  const digest = sha256(Buffer.from(secret, "latin1"));
  const [key] = await db
    .select({ merchantId: apiKeys.merchantId })
    .from(apiKeys)
    .where(and(eq(apiKeys.secretSha256, digest), isNull(apiKeys.revokedAt)));
  return key ?? null;
}
