import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { makeId } from "@/lib/ids";
import type { Runtime } from "@/lib/runtime";
import { sha256 } from "@/lib/sealing";

const SECRET_BYTES = 32;
const MAX_PREFIX_CHARS = 7;

/** A new secret: `sk_` and 32 random bytes. */
export function makeApiSecret(): string {
  return `sk_${randomBytes(SECRET_BYTES).toString("base64url")}`;
}

/** What may be shown of a secret: `sk_` and four characters, never more than a quarter of it. */
export function prefixOf(secret: string): string {
  return secret.slice(0, Math.min(MAX_PREFIX_CHARS, Math.floor(secret.length / 4)));
}

/**
 * Gives a merchant an API key and answers its secret, the only time it can be seen: the database
 * keeps its SHA-256 and a prefix. A `secret` passed in is used as it is; one that the merchant
 * already has is made live again. Throws if it belongs to another merchant.
 */
export async function createApiKey(
  { db }: Pick<Runtime, "db">,
  merchantId: string,
  input: { name: string; secret?: string | undefined },
): Promise<{ id: string; secret: string }> {
  const secret = input.secret ?? makeApiSecret();
  const { rows } = await db.execute<{ id: string }>(sql`
    insert into api_keys as held (id, merchant_id, name, prefix, secret_sha256)
    values (${makeId("apiKey")}, ${merchantId}, ${input.name}, ${prefixOf(secret)}, ${sha256(secret)})
    on conflict (secret_sha256) do update set revoked_at = null, name = excluded.name
      where held.merchant_id = excluded.merchant_id
    returning held.id`);
  const [key] = rows;
  if (!key) throw new Error("this API key belongs to another merchant");
  return { id: key.id, secret };
}

/** Revokes every live key of a merchant with this name, but for the one kept. */
export async function revokeOtherApiKeys(
  { db }: Pick<Runtime, "db">,
  merchantId: string,
  kept: { id: string; name: string },
): Promise<void> {
  await db.execute(sql`
    update api_keys set revoked_at = now()
    where merchant_id = ${merchantId} and name = ${kept.name} and id <> ${kept.id}
      and revoked_at is null`);
}
