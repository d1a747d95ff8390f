import { sql } from "drizzle-orm";
import { z } from "zod";
import { ROLES } from "@/db/vocabulary";
import { withAudit } from "@/lib/audit/record-audit";
import { makeId } from "@/lib/ids";
import type { Runtime } from "@/lib/runtime";
import { authorise, type AuthoriseRefusal } from "./authorise";
import { makeLinkToken } from "./link-token";
import { mayManage } from "./permissions";
import type { Actor } from "./session";

const VALID_DAYS = 7;

const invitation = z.object({ note: z.string().trim().min(1).max(120), role: z.enum(ROLES) });

export type InviteResult =
  { ok: true; link: string } | { ok: false; reason: AuthoriseRefusal | "invalid" };

/**
 * Makes a link by which one more person becomes a member with this role, within a week. The link is
 * answered this once: only its digest is kept. It is void as soon as whoever made it may no longer
 * invite.
 */
export async function inviteMember(
  ctx: Pick<Runtime, "db" | "env">,
  actor: Actor,
  input: { note: unknown; role: unknown },
): Promise<InviteResult> {
  const parsed = invitation.safeParse(input);
  if (!parsed.success) return { ok: false, reason: "invalid" };
  const { note, role } = parsed.data;
  const authorised = await authorise(ctx, actor, "manage_people");
  if (!authorised.ok) return authorised;
  if (!mayManage(authorised.role, role)) return { ok: false, reason: "not_allowed" };
  const { token, digest } = makeLinkToken();
  const id = makeId("invitation");
  const invited = sql`
    insert into invitations (id, merchant_id, role, note, token_sha256, invited_by, expires_at)
    values (${id}, ${actor.merchantId}, ${role}, ${note}, ${digest},
      ${actor.userId}, clock_timestamp() + make_interval(days => ${VALID_DAYS}))
    returning id`;
  await ctx.db.execute(
    withAudit(invited, {
      merchantId: actor.merchantId,
      by: actor,
      action: "person_invited",
      about: { kind: "invitation", id },
      after: { role, note },
    }),
  );
  return { ok: true, link: `${ctx.env.APP_URL}/invite/${token}` };
}
