import { and, eq, isNull, sql } from "drizzle-orm";
import { apiKeys } from "@/db/schema/merchants";
import { isIdOf } from "@/lib/ids";
import type { Runtime } from "@/lib/runtime";
import { authorise } from "./authorise";
import type { RevokeResult } from "./revoke-invitation";
import type { Actor } from "./session";

/** Ends an API key of the merchant, from the next call on. */
export async function revokeOwnKey(
  ctx: Pick<Runtime, "db">,
  actor: Actor,
  keyId: unknown,
): Promise<RevokeResult> {
  if (!isIdOf("apiKey", keyId)) return { ok: false, reason: "not_found" };
  const authorised = await authorise(ctx, actor, "manage_keys");
  if (!authorised.ok) return authorised;
  const revoked = await ctx.db
    .update(apiKeys)
    .set({ revokedAt: sql`clock_timestamp()` })
    .where(
      and(
        eq(apiKeys.merchantId, actor.merchantId),
        eq(apiKeys.id, keyId),
        isNull(apiKeys.revokedAt),
      ),
    )
    .returning({ id: apiKeys.id });
  return revoked.length === 1 ? { ok: true } : { ok: false, reason: "not_found" };
}
