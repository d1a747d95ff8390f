import { sql } from "drizzle-orm";
import { z } from "zod";
import { withAudit } from "@/lib/audit/record-audit";
import type { Runtime } from "@/lib/runtime";
import { authorise } from "./authorise";
import { factsOfPerson, type PeopleResult, refuseChange } from "./change-role";
import { isStill, leavesAnOwner, lockPeople } from "./lock-people";
import { mayManage } from "./permissions";
import type { Actor } from "./session";

const userIdField = z.string().min(1).max(64);

/**
 * Takes a member away from the merchant, at once for everything they have open: each request asks
 * anew. The last owner stays. The person and what they are elsewhere remain.
 */
export async function removeMember(
  ctx: Pick<Runtime, "db">,
  actor: Actor,
  target: unknown,
): Promise<PeopleResult> {
  const parsed = userIdField.safeParse(target);
  if (!parsed.success) return { ok: false, reason: "invalid" };
  const userId = parsed.data;
  const authorised = await authorise(ctx, actor, "manage_people");
  if (!authorised.ok) return authorised;
  const { merchantId } = actor;
  const isOwnerActing = mayManage(authorised.role, "owner");
  const removed = sql`
    with ${lockPeople(merchantId)}
    delete from members as m
    where m.merchant_id = ${merchantId} and m.user_id = ${userId}
      and (m.role <> 'owner' or ${isOwnerActing}) and ${isStill(actor, authorised.role)}
      and ${leavesAnOwner(userId)}
    returning m.user_id, m.role`;
  const { rows } = await ctx.db.execute(
    withAudit(removed, {
      merchantId,
      by: actor,
      action: "person_removed",
      about: { kind: "person", id: userId },
      before: factsOfPerson(userId, sql`changed.role`),
    }),
  );
  return rows.length === 1 ? { ok: true } : refuseChange(ctx, merchantId, userId, isOwnerActing);
}
