import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
} from "drizzle-orm/pg-core";
import { instant } from "./columns";
import { merchants } from "./merchants";
import { orders } from "./orders";

/**
 * A link that makes an order for whoever opens it. With `amount_kes` null the customer enters the
 * amount, between `min_kes` and `max_kes`. `stock` is how many orders may be held at once (null: any
 * number; 1: single use); `order_count` is how many were ever made, and its row lock makes that exact.
 */
export const paymentLinks = pgTable(
  "payment_links",
  {
    id: text("id").primaryKey(),
    merchantId: text("merchant_id")
      .notNull()
      .references(() => merchants.id),
    title: text("title").notNull(),
    amountKes: integer("amount_kes"),
    minKes: integer("min_kes"),
    maxKes: integer("max_kes"),
    stock: integer("stock"),
    orderCount: integer("order_count").notNull().default(0),
    isActive: boolean("is_active").notNull().default(true),
    expiresAt: instant("expires_at"),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [
    unique("payment_links_merchant_id").on(t.merchantId, t.id),
    check("payment_links_title", sql`char_length(${t.title}) between 1 and 120`),
    check(
      "payment_links_amount",
      sql`(${t.amountKes} is not null and ${t.amountKes} between 1 and 250000 and ${t.minKes} is null and ${t.maxKes} is null)
        or (${t.amountKes} is null and ${t.minKes} is not null and ${t.maxKes} is not null
          and ${t.minKes} between 1 and ${t.maxKes} and ${t.maxKes} <= 250000)`,
    ),
    check("payment_links_stock", sql`${t.stock} between 1 and 100000`),
    check("payment_links_order_count", sql`${t.orderCount} >= 0`),
  ],
);

/** Which order came of which link. `submission` is the form that made it: sent again, it finds it. */
export const paymentLinkOrders = pgTable(
  "payment_link_orders",
  {
    merchantId: text("merchant_id").notNull(),
    linkId: text("link_id").notNull(),
    orderId: text("order_id").notNull(),
    submission: text("submission").notNull(),
  },
  (t) => [
    primaryKey({ name: "payment_link_orders_pk", columns: [t.merchantId, t.orderId] }),
    unique("payment_link_orders_submission").on(t.merchantId, t.linkId, t.submission),
    foreignKey({
      name: "payment_link_orders_link",
      columns: [t.merchantId, t.linkId],
      foreignColumns: [paymentLinks.merchantId, paymentLinks.id],
    }),
    foreignKey({
      name: "payment_link_orders_order",
      columns: [t.merchantId, t.orderId],
      foreignColumns: [orders.merchantId, orders.id],
    }),
  ],
);
