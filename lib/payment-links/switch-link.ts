import { and, eq } from "drizzle-orm";
import { paymentLinks } from "@/db/schema/payment-links";
import { isIdOf } from "@/lib/ids";
import type { OrderMaker } from "@/lib/merchants/order-maker";
import type { Runtime } from "@/lib/runtime";

/**
 * Switches a link of the member's merchant on or off; orders that it made stay as they are. False for
 * an unknown or foreign id.
 */
export async function switchLink(
  { db }: Pick<Runtime, "db">,
  maker: OrderMaker,
  linkId: string,
  isActive: boolean,
): Promise<boolean> {
  if (!isIdOf("paymentLink", linkId)) return false;
  const switched = await db
    .update(paymentLinks)
    .set({ isActive })
    .where(and(eq(paymentLinks.merchantId, maker.merchantId), eq(paymentLinks.id, linkId)))
    .returning({ id: paymentLinks.id });
  return switched.length === 1;
}
