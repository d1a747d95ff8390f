import { cookies } from "next/headers";
import { cache } from "react";
import { isDatabaseAway } from "@/lib/sql-errors";
import { readCheckout } from "@/lib/payments/checkout";
import type { CheckoutView } from "@/lib/payments/model";
import { ORDER_COOKIE_NAME } from "@/lib/payments/order-cookie";
import { runtime } from "@/lib/runtime";
import { settleWithin } from "@/lib/settle-within";

/** A page that says so is better than one that does not come. */
const READ_LIMIT_MS = 3_500;

export type OrderPage =
  { kind: "order"; view: CheckoutView } | { kind: "unknown" } | { kind: "unavailable" };

/**
 * The order as this browser may see it, by its cookie or the form that it sent; read once a request.
 * "unavailable" while the database is away: a page that says so is drawn for browsers without
 * JavaScript, too, unlike an error page.
 */
export const readOrderPage = cache(
  async (orderId: string, submissionId: string | null = null): Promise<OrderPage> => {
    const cookie = (await cookies()).get(ORDER_COOKIE_NAME)?.value;
    const reading = readCheckout(runtime(), orderId, { cookie, submissionId });
    try {
      const view = await settleWithin(READ_LIMIT_MS, reading);
      return view ? { kind: "order", view } : { kind: "unknown" };
    } catch (error) {
      if (!isDatabaseAway(error)) throw error;
      runtime().log.error("the database was away for a payment page", { error });
      return { kind: "unavailable" };
    }
  },
);
