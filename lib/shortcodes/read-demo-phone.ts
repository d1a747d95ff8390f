import { and, eq } from "drizzle-orm";
import { shortcodes } from "@/db/schema/merchants";
import { orders } from "@/db/schema/orders";
import { demoPhoneUrl } from "@/lib/demo-phone-url";
import { isIdOf } from "@/lib/ids";
import type { Runtime } from "@/lib/runtime";

/**
 * The address of the simulated phone to show beside a page about this order, or about whatever this
 * merchant sells: null unless the demo shop is on, its phone has an address, and the shortcode that
 * is paid on is a simulator's. Nothing about a payment depends on it.
 */
export async function readDemoPhone(
  runtime: Pick<Runtime, "db" | "env">,
  of: { orderId: string } | { merchantId: string },
): Promise<string | null> {
  const url = demoPhoneUrl(runtime.env);
  if (url === null) return null;
  const environment =
    "orderId" in of
      ? await environmentOfOrder(runtime, of.orderId)
      : await environmentOfMerchant(runtime, of.merchantId);
  return environment === "simulator" ? url : null;
}

async function environmentOfOrder({ db }: Pick<Runtime, "db">, orderId: string) {
  if (!isIdOf("order", orderId)) return null;
  const [row] = await db
    .select({ environment: shortcodes.environment })
    .from(orders)
    .innerJoin(shortcodes, eq(shortcodes.id, orders.shortcodeId))
    .where(eq(orders.id, orderId));
  return row?.environment;
}

async function environmentOfMerchant({ db }: Pick<Runtime, "db">, merchantId: string) {
  const [row] = await db
    .select({ environment: shortcodes.environment })
    .from(shortcodes)
    .where(and(eq(shortcodes.merchantId, merchantId), eq(shortcodes.isActive, true)));
  return row?.environment;
}
