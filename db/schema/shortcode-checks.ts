import { check, foreignKey, index, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { CHECK_KINDS } from "../vocabulary";
import { instant, oneOf } from "./columns";
import { shortcodes } from "./merchants";
import { orders } from "./orders";

/**
 * A try of a shortcode: `connection` with what each call found, or `push` with the order of KES 1,
 * whose attempt says how it went.
 */
export const shortcodeChecks = pgTable(
  "shortcode_checks",
  {
    id: text("id").primaryKey(),
    merchantId: text("merchant_id").notNull(),
    shortcodeId: text("shortcode_id").notNull(),
    kind: text("kind", { enum: CHECK_KINDS }).notNull(),
    steps: jsonb("steps").$type<unknown>().notNull().default([]),
    orderId: text("order_id"),
    checkedBy: text("checked_by").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [
    foreignKey({
      name: "shortcode_checks_shortcode",
      columns: [t.merchantId, t.shortcodeId],
      foreignColumns: [shortcodes.merchantId, shortcodes.id],
    }),
    foreignKey({
      name: "shortcode_checks_order",
      columns: [t.merchantId, t.orderId],
      foreignColumns: [orders.merchantId, orders.id],
    }),
    index("shortcode_checks_newest").on(t.merchantId, t.shortcodeId, t.createdAt),
    check("shortcode_checks_kind", oneOf(t.kind, CHECK_KINDS)),
  ],
);
