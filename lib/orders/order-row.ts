import { orders } from "@/db/schema/orders";
import type { Env } from "@/lib/env";
import { publicVersion } from "@/lib/payments/public-version";
import type { Order } from "./model";
import { payUrlOf } from "./pay-url";

/** What is read of an order for its DTO. */
export const orderColumns = {
  id: orders.id,
  status: orders.status,
  version: publicVersion(),
  amountKes: orders.amountKes,
  paidKes: orders.paidKes,
  title: orders.title,
  reference: orders.reference,
  accountReference: orders.accountReference,
  createdAt: orders.createdAt,
  expiresAt: orders.expiresAt,
  metadata: orders.metadata,
};

type OrderRow = Omit<Order, "createdAt" | "expiresAt" | "payUrl"> & {
  createdAt: Date;
  expiresAt: Date;
};

/** An order as the API answers it, fields in the contract's order. */
export function toOrder(env: Pick<Env, "APP_URL">, row: OrderRow): Order {
  return {
    id: row.id,
    status: row.status,
    version: row.version,
    amountKes: row.amountKes,
    paidKes: row.paidKes,
    title: row.title,
    reference: row.reference,
    accountReference: row.accountReference,
    payUrl: payUrlOf(env, row.id),
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    metadata: row.metadata,
  };
}
