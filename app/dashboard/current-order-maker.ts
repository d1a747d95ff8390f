import { notFound } from "next/navigation";
import type { MerchantReads } from "@/lib/merchants/as-merchant";
import { asOrderMaker, type OrderMaker } from "@/lib/merchants/order-maker";
import { currentMerchant } from "./current-merchant";

/**
 * The signed-in member of this request, if they may make orders, and the reads of their merchant. To a
 * member who may not, the page or action does not exist; anybody else is sent to sign in.
 */
export async function currentOrderMaker(
  path: string,
): Promise<{ maker: OrderMaker; merchant: MerchantReads }> {
  const { member, person, merchant } = await currentMerchant(path);
  const maker = asOrderMaker(member, person.from);
  if (!maker) notFound();
  return { maker, merchant };
}
