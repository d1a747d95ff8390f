import { sql } from "drizzle-orm";

/** Of invitations `i`: not used, not revoked, not too old, and made by somebody who may still invite. */
export const isInvitationOpen = sql`(
  i.accepted_at is null and i.revoked_at is null and i.expires_at > clock_timestamp()
  and exists (
    select from members inviter
    where inviter.merchant_id = i.merchant_id and inviter.user_id = i.invited_by
      and (inviter.role = 'owner' or inviter.role = 'admin' and i.role <> 'owner')
  )
)`;
