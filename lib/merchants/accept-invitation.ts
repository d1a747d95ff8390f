import { sql, type SQL } from "drizzle-orm";
import { z } from "zod";
import type { Origin } from "@/lib/audit/origin";
import { auditPart, type AuditBy } from "@/lib/audit/record-audit";
import type { Runtime } from "@/lib/runtime";
import { isUniqueViolation } from "@/lib/sql-errors";
import { digestOfToken } from "./link-token";
import type { Role } from "./model";
import { newPersonFields, personParts } from "./new-person";
import { isInvitationOpen } from "./open-invitation";
import type { Person } from "./session";

type Ctx = Pick<Runtime, "db" | "env" | "log">;

export type OpenInvitation = { merchantId: string; merchantName: string; role: Role };
export type AcceptRefusal = "link_void" | "already_member" | "email_taken" | "invalid";
export type AcceptResult = { ok: true; merchantId: string } | { ok: false; reason: AcceptRefusal };

/** What a link invites to; null if it invites nobody any more, or never did. */
export async function readInvitation(ctx: Ctx, token: unknown): Promise<OpenInvitation | null> {
  const digest = digestOfToken(token);
  if (!digest) return null;
  const { rows } = await ctx.db.execute<{ merchant_id: string; name: string; role: Role }>(sql`
    select i.merchant_id, m.name, i.role from invitations i join merchants m on m.id = i.merchant_id
    where i.token_sha256 = ${digest} and ${isInvitationOpen}`);
  const [row] = rows;
  return row ? { merchantId: row.merchant_id, merchantName: row.name, role: row.role } : null;
}

/** Makes a signed-in person a member. The link is spent by one person, however many try at once. */
export async function acceptInvitation(
  { db }: Ctx,
  token: unknown,
  { userId, from }: Pick<Person, "userId" | "from">,
): Promise<AcceptResult> {
  const digest = digestOfToken(token);
  if (!digest) return { ok: false, reason: "link_void" };
  try {
    const { rows } = await db.execute<{ merchant_id: string }>(sql`
      with ${spend(digest, userId)}, audit as (${accepted({ userId, from })})
      insert into members (merchant_id, user_id, role) select merchant_id, ${userId}, role from spent
      returning merchant_id`);
    return toResult(rows);
  } catch (error) {
    if (isUniqueViolation(error, "members_pk")) return { ok: false, reason: "already_member" };
    throw error;
  }
}

const newMember = z.object(newPersonFields);

/** Makes a new person and with the same statement a member. Nothing is made if the link is void. */
export async function acceptInvitationAsNewPerson(
  ctx: Ctx,
  token: unknown,
  input: Record<"name" | "email" | "password", unknown>,
  from: Origin,
): Promise<AcceptResult> {
  const parsed = newMember.safeParse(input);
  if (!parsed.success) return { ok: false, reason: "invalid" };
  const digest = digestOfToken(token);
  // A password is not hashed for whoever has no link.
  if (!digest || !(await readInvitation(ctx, token))) return { ok: false, reason: "link_void" };
  const { userId, parts } = await personParts(ctx, parsed.data, sql`spent`);
  const audit = accepted({ userId, from, person: parsed.data });
  try {
    const { rows } = await ctx.db.execute<{ merchant_id: string }>(sql`
      with ${spend(digest, userId)}, ${parts}, audit as (${audit})
      insert into members (merchant_id, user_id, role) select merchant_id, ${userId}, role from spent
      returning merchant_id`);
    return toResult(rows);
  } catch (error) {
    if (isUniqueViolation(error, "users_email_unique")) return { ok: false, reason: "email_taken" };
    throw error;
  }
}

const spend = (digest: Buffer, userId: string): SQL => sql`
  spent as (
    update invitations as i set accepted_at = clock_timestamp(), accepted_by = ${userId}
    where i.token_sha256 = ${digest} and ${isInvitationOpen}
    returning i.id, i.merchant_id, i.role
  )`;

const accepted = (by: AuditBy): SQL =>
  auditPart(
    {
      merchantId: sql`spent.merchant_id`,
      by,
      action: "invitation_accepted",
      about: { kind: "invitation", id: sql`spent.id` },
      after: sql`json_build_object('role', spent.role)`,
    },
    sql`spent`,
  );

function toResult(rows: { merchant_id: string }[]): AcceptResult {
  const [row] = rows;
  return row ? { ok: true, merchantId: row.merchant_id } : { ok: false, reason: "link_void" };
}
