import { asMerchant, type MerchantReads } from "@/lib/merchants/as-merchant";
import type { Member } from "@/lib/merchants/model";
import { permissionsOfRole } from "@/lib/merchants/permissions";
import type { Person } from "@/lib/merchants/session";
import { runtime } from "@/lib/runtime";
import { currentMember } from "./current-member";

/**
 * The signed-in member of this request and the reads of their merchant, which are the dashboard's only
 * way to rows; anybody else is sent to sign in and back to `path`.
 */
export async function currentMerchant(
  path: string,
): Promise<{ member: Member; person: Person; merchant: MerchantReads }> {
  const { person, ...member } = await currentMember(path);
  const { merchantId, role } = member;
  const permissions = permissionsOfRole(role);
  return { member, person, merchant: asMerchant(runtime(), { merchantId, permissions }) };
}
