import { sql } from "drizzle-orm";
import { withAudit } from "@/lib/audit/record-audit";
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
  const revoked = sql`
    update api_keys set revoked_at = clock_timestamp()
    where merchant_id = ${actor.merchantId} and id = ${keyId} and revoked_at is null
    returning name, prefix`;
  const { rows } = await ctx.db.execute(
    withAudit(revoked, {
      merchantId: actor.merchantId,
      by: actor,
      action: "key_revoked",
      about: { kind: "key", id: keyId },
      before: sql`json_build_object('name', changed.name, 'prefix', changed.prefix)`,
    }),
  );
  return rows.length === 1 ? { ok: true } : { ok: false, reason: "not_found" };
}
