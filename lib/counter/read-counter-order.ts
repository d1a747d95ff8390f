import { and, eq } from "drizzle-orm";
import { orders } from "@/db/schema/orders";
import { isIdOf } from "@/lib/ids";
import type { MerchantReads } from "@/lib/merchants/as-merchant";
import { readCheckout } from "@/lib/payments/checkout";
import { maskReceipt } from "@/lib/payments/model";
import { orderCookieValue } from "@/lib/payments/order-cookie";
import type { Runtime } from "@/lib/runtime";
import type { CounterView } from "./model";

/** When an order of this merchant was made; null for an unknown or foreign one. */
export async function readOwnOrder(
  { merchantId, read }: MerchantReads,
  orderId: string,
): Promise<{ createdAt: Date } | null> {
  if (!isIdOf("order", orderId)) return null;
  const found = await read((db) =>
    db
      .select({ createdAt: orders.createdAt })
      .from(orders)
      .where(and(eq(orders.merchantId, merchantId), eq(orders.id, orderId))),
  );
  return found[0] ?? null;
}

/**
 * An order of this merchant as the counter shows it: the phone masked, of receipts the last four. Null
 * for an unknown or foreign order.
 */
export async function readCounterOrder(
  runtime: Runtime,
  merchant: MerchantReads,
  orderId: string,
): Promise<CounterView | null> {
  const own = await readOwnOrder(merchant, orderId);
  if (!own) return null;
  // The merchant's own people may see which phone was asked, as its customer may.
  const cookie = orderCookieValue(runtime.env, orderId);
  const view = await readCheckout(runtime, orderId, { cookie });
  if (!view) return null;
  return {
    status: view.status,
    createdAt: own.createdAt.toISOString(),
    title: view.title,
    accountReference: view.accountReference,
    dueKes: view.dueKes,
    canStart: view.canStart,
    despiteAttemptId: view.despiteAttemptId,
    promptedPhone: view.promptedPhone,
    ownAttemptId: view.ownAttemptId,
    isAnswerSeen: view.isAnswerSeen,
    retryWait: view.retryWait,
    receipts: view.receipts.map((shown) => ({
      ...shown,
      receipt: shown.receipt && maskReceipt(shown.receipt),
      isMasked: true,
    })),
  };
}
