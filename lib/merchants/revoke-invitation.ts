import { sql } from "drizzle-orm";
import { withAudit } from "@/lib/audit/record-audit";
import { isIdOf } from "@/lib/ids";
import type { Runtime } from "@/lib/runtime";
import { authorise, type AuthoriseRefusal } from "./authorise";
import type { Actor } from "./session";

export type RevokeResult = { ok: true } | { ok: false; reason: AuthoriseRefusal | "not_found" };

/** Makes an open invitation of the merchant void. An owner's link is an owner's to take back. */
export async function revokeInvitation(
  ctx: Pick<Runtime, "db">,
  actor: Actor,
  invitationId: unknown,
): Promise<RevokeResult> {
  if (!isIdOf("invitation", invitationId)) return { ok: false, reason: "not_found" };
  const authorised = await authorise(ctx, actor, "manage_people");
  if (!authorised.ok) return authorised;
  const revoked = sql`
    update invitations set revoked_at = clock_timestamp()
    where merchant_id = ${actor.merchantId} and id = ${invitationId}
      and accepted_at is null and revoked_at is null
      and (role <> 'owner' or ${authorised.role} = 'owner')
    returning id, role`;
  const { rows } = await ctx.db.execute(
    withAudit(revoked, {
      merchantId: actor.merchantId,
      by: actor,
      action: "invitation_revoked",
      about: { kind: "invitation", id: invitationId },
      before: sql`json_build_object('role', changed.role)`,
    }),
  );
  return rows.length === 1 ? { ok: true } : { ok: false, reason: "not_found" };
}
