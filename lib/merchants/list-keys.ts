import { and, desc, eq, isNull } from "drizzle-orm";
import { apiKeys } from "@/db/schema/merchants";
import type { MerchantReads } from "./as-merchant";
import type { ApiKeyRow } from "./model";

const MOST = 200;

/** The live API keys of a merchant, newest first; null to whom they may not be shown. */
export async function listKeys({
  merchantId,
  permissions,
  read,
}: MerchantReads): Promise<ApiKeyRow[] | null> {
  if (!permissions.has("manage_keys")) return null;
  const rows = await read((db) =>
    db
      .select({
        id: apiKeys.id,
        name: apiKeys.name,
        prefix: apiKeys.prefix,
        scopes: apiKeys.scopes,
        createdAt: apiKeys.createdAt,
        lastUsedAt: apiKeys.lastUsedAt,
      })
      .from(apiKeys)
      .where(and(eq(apiKeys.merchantId, merchantId), isNull(apiKeys.revokedAt)))
      .orderBy(desc(apiKeys.createdAt), desc(apiKeys.id))
      .limit(MOST),
  );
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  }));
}
