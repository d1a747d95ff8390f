import { and, asc, desc, eq, gt, inArray, lt } from "drizzle-orm";
import { orders } from "@/db/schema/orders";
import { attempts, payments } from "@/db/schema/payments";
import type { Outcome } from "@/lib/payments/model";
import type { Runtime } from "@/lib/runtime";
import type { MerchantReads } from "./as-merchant";
import { readPage, type Place } from "./keyset";
import type { Listing, PaymentFilter, PaymentRow } from "./model";
import { paymentColumns, toPaymentRow } from "./payment-row";

const OUTCOMES_OF: Record<PaymentFilter, Outcome[]> = {
  paid: ["succeeded"],
  open: ["pending", "unresolved"],
  failed: ["failed"],
  review: ["review"],
};

/** One page of a merchant's attempts, newest first. Throws if the database is away. */
export function listPayments(
  { env }: Pick<Runtime, "env">,
  { merchantId, read }: MerchantReads,
  options: { place: Place; filter: PaymentFilter | null },
): Promise<Listing<PaymentRow>> {
  const { place, filter } = options;
  return read((db) =>
    readPage(
      place,
      (row) => row.attemptId,
      async ({ before, after }, limit) => {
        const rows = await db
          .select(paymentColumns)
          .from(attempts)
          .innerJoin(orders, eq(orders.id, attempts.orderId))
          .leftJoin(payments, eq(payments.attemptId, attempts.id))
          .where(
            and(
              eq(attempts.merchantId, merchantId),
              filter === null ? undefined : inArray(attempts.outcome, OUTCOMES_OF[filter]),
              before === null ? undefined : lt(attempts.id, before),
              after === null ? undefined : gt(attempts.id, after),
            ),
          )
          .orderBy(after === null ? desc(attempts.id) : asc(attempts.id))
          .limit(limit);
        return rows.map((row) => toPaymentRow(env, row));
      },
    ),
  );
}
