import { asMerchant, type MerchantReads } from "@/lib/merchants/as-merchant";
import type { Member } from "@/lib/merchants/model";
import { runtime } from "@/lib/runtime";
import { currentMember } from "./current-member";

/**
 * The signed-in member of this request and the reads of their merchant, which are the dashboard's only
 * way to rows; anybody else is sent to sign in and back to `path`.
 */
export async function currentMerchant(
  path: string,
): Promise<{ member: Member; merchant: MerchantReads }> {
  const member = await currentMember(path);
  return { member, merchant: asMerchant(runtime(), member) };
}
