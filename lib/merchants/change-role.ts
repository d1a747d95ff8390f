import { sql, type SQL } from "drizzle-orm";
import { z } from "zod";
import { ROLES } from "@/db/vocabulary";
import { withAudit } from "@/lib/audit/record-audit";
import type { Runtime } from "@/lib/runtime";
import { authorise, type AuthoriseRefusal } from "./authorise";
import type { Role } from "./model";
import { isStill, leavesAnOwner, lockPeople } from "./lock-people";
import { mayManage } from "./permissions";
import type { Actor } from "./session";

const change = z.object({ userId: z.string().min(1).max(64), role: z.enum(ROLES) });

export type PeopleRefusal = AuthoriseRefusal | "last_owner" | "not_found" | "invalid";
export type PeopleResult = { ok: true } | { ok: false; reason: PeopleRefusal };

/** Gives a member of the merchant another role. The last owner stays one. */
export async function changeRole(
  ctx: Pick<Runtime, "db">,
  actor: Actor,
  input: { userId: unknown; role: unknown },
): Promise<PeopleResult> {
  const parsed = change.safeParse(input);
  if (!parsed.success) return { ok: false, reason: "invalid" };
  const { userId, role } = parsed.data;
  const authorised = await authorise(ctx, actor, "manage_people");
  if (!authorised.ok) return authorised;
  if (!mayManage(authorised.role, role)) return { ok: false, reason: "not_allowed" };
  const { merchantId } = actor;
  const isOwnerActing = mayManage(authorised.role, "owner");
  const changed = sql`
    with ${lockPeople(merchantId)}
    update members as m set role = ${role}
    where m.merchant_id = ${merchantId} and m.user_id = ${userId}
      and (m.role <> 'owner' or ${isOwnerActing}) and ${isStill(actor, authorised.role)}
      and (${role} = 'owner' or ${leavesAnOwner(userId)})
    returning m.user_id, (select role from people where user_id = m.user_id) as role_before`;
  const { rows } = await ctx.db.execute(
    withAudit(changed, {
      merchantId,
      by: actor,
      action: "role_changed",
      about: { kind: "person", id: userId },
      before: factsOfPerson(userId, sql`changed.role_before`),
      after: { role },
    }),
  );
  return rows.length === 1 ? { ok: true } : refuseChange(ctx, merchantId, userId, isOwnerActing);
}

/** Whom a change of members was about, as JSON: ids alone say little once somebody is gone. */
export const factsOfPerson = (userId: string, role: SQL): SQL => sql`(
  select json_build_object('name', name, 'email', email, 'role', ${role})
  from users where id = ${userId})`;

/** Why a statement about a member changed nothing. */
export async function refuseChange(
  { db }: Pick<Runtime, "db">,
  merchantId: string,
  userId: string,
  isOwnerActing: boolean,
): Promise<PeopleResult> {
  const { rows } = await db.execute<{ role: Role }>(
    sql`select role from members where merchant_id = ${merchantId} and user_id = ${userId}`,
  );
  const [member] = rows;
  if (!member) return { ok: false, reason: "not_found" };
  const isLastOwner = member.role === "owner" && isOwnerActing;
  return { ok: false, reason: isLastOwner ? "last_owner" : "not_allowed" };
}
