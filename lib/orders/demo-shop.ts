import { and, eq, sql } from "drizzle-orm";
import { orders } from "@/db/schema/orders";
import { isIdOf } from "@/lib/ids";
import { DEMO_MERCHANT_ID } from "@/lib/merchants/demo-merchant";
import { isPaidStatus } from "@/lib/payments/model";
import type { Runtime } from "@/lib/runtime";
import { createOrder } from "./create-order";
import { isReturnUrl } from "./order-input";

export type DemoOrderResult =
  { ok: true; orderId: string } | { ok: false; reason: "shop_closed" | "invalid" | "unavailable" };

/**
 * Creates an order of the demo merchant, of a basket or an amount of one's own; its page leads back
 * to the shop. Only where DEMO_SHOP is on and the demo merchant was seeded; anywhere else the shop is
 * closed. The same `idempotencyKey` finds the order that it made before.
 */
export async function createDemoOrder(
  runtime: Pick<Runtime, "db" | "env">,
  { idempotencyKey, ...input }: DemoOrder,
): Promise<DemoOrderResult> {
  const { DEMO_SHOP, APP_URL } = runtime.env;
  if (DEMO_SHOP !== "on") return { ok: false, reason: "shop_closed" };
  const shopUrl = `${APP_URL}/`;
  const order = { ...input, ...(isReturnUrl(shopUrl) ? { successUrl: shopUrl } : {}) };
  const result = await createOrder(runtime, DEMO_MERCHANT_ID, order, { idempotencyKey });
  if (result.ok) return { ok: true, orderId: result.order.id };
  switch (result.reason) {
    case "invalid":
      return { ok: false, reason: "invalid" };
    case "no_shortcode":
      return { ok: false, reason: "shop_closed" };
    case "idempotency_mismatch":
      // The form of one basket was sent for another one at the same moment: nothing was ordered.
      return { ok: false, reason: "unavailable" };
  }
}

export type DemoOrder = {
  amountKes: number;
  title: string;
  reference?: string;
  idempotencyKey?: string;
};

/** How an order of the shop stands: still to be paid, paid, or neither any more. */
export type DemoOrderState = "open" | "paid" | "gone";

/** Looks up an order that a browser says it made of the basket with this `reference`. */
export async function readDemoOrderState(
  { db }: Pick<Runtime, "db">,
  orderId: string,
  reference: string,
): Promise<DemoOrderState> {
  if (!isIdOf("order", orderId)) return "gone";
  const [row] = await db
    .select({ status: orders.status, isOver: sql<boolean>`${orders.expiresAt} <= now()` })
    .from(orders)
    .where(
      and(
        eq(orders.id, orderId),
        eq(orders.merchantId, DEMO_MERCHANT_ID),
        eq(orders.reference, reference),
      ),
    );
  if (isPaidStatus(row?.status)) return "paid";
  return row?.status === "open" && !row.isOver ? "open" : "gone";
}
