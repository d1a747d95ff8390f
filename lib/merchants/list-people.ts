import { sql } from "drizzle-orm";
import type { MerchantReads } from "./as-merchant";
import type { People, Role } from "./model";
import { isInvitationOpen } from "./open-invitation";

type MemberRow = { user_id: string; name: string; email: string; role: Role; created_at: Date };
type InvitationRow = { id: string; note: string; role: Role; expires_at: Date };

/** The members of a merchant and its open invitations; null to whom they may not be shown. */
export async function listPeople({
  merchantId,
  permissions,
  read,
}: MerchantReads): Promise<People | null> {
  if (!permissions.has("manage_people")) return null;
  return read(async (db) => {
    const members = await db.execute<MemberRow>(sql`
      select m.user_id, u.name, u.email, m.role, m.created_at
      from members m join users u on u.id = m.user_id
      where m.merchant_id = ${merchantId} order by m.created_at, m.user_id`);
    const invitations = await db.execute<InvitationRow>(sql`
      select i.id, i.note, i.role, i.expires_at from invitations i
      where i.merchant_id = ${merchantId} and ${isInvitationOpen}
      order by i.created_at desc, i.id limit 200`);
    return {
      members: members.rows.map(({ user_id, name, email, role, created_at }) => ({
        userId: user_id,
        name,
        email,
        role,
        since: new Date(created_at).toISOString(),
      })),
      invitations: invitations.rows.map(({ id, note, role, expires_at }) => ({
        id,
        note,
        role,
        expiresAt: new Date(expires_at).toISOString(),
      })),
    };
  });
}
