import { and, eq } from "drizzle-orm";
import { paymentLinks } from "@/db/schema/payment-links";
import { withAudit } from "@/lib/audit/record-audit";
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
  const { merchantId } = maker;
  const switched = db
    .update(paymentLinks)
    .set({ isActive })
    .where(and(eq(paymentLinks.merchantId, merchantId), eq(paymentLinks.id, linkId)))
    .returning({ id: paymentLinks.id });
  const { rows } = await db.execute(
    withAudit(switched.getSQL(), {
      merchantId,
      by: maker,
      action: "link_switched",
      about: { kind: "link", id: linkId },
      after: { isActive },
    }),
  );
  return rows.length === 1;
}
