import { sql } from "drizzle-orm";
import { check, foreignKey, index, pgTable, text, unique } from "drizzle-orm/pg-core";
import { instant } from "./columns";
import { orders } from "./orders";

/**
 * What people of a merchant wrote about an order; rows are never changed (trigger). `submission` is the
 * form that a note came by: sent again, it is the same note.
 */
export const orderNotes = pgTable(
  "order_notes",
  {
    id: text("id").primaryKey(),
    merchantId: text("merchant_id").notNull(),
    orderId: text("order_id").notNull(),
    authorId: text("author_id").notNull(),
    authorName: text("author_name").notNull(),
    text: text("text").notNull(),
    submission: text("submission").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [
    unique("order_notes_submission").on(t.merchantId, t.orderId, t.submission),
    index("order_notes_newest").on(t.merchantId, t.orderId, t.createdAt, t.id),
    foreignKey({
      name: "order_notes_order",
      columns: [t.merchantId, t.orderId],
      foreignColumns: [orders.merchantId, orders.id],
    }),
    check("order_notes_text", sql`char_length(${t.text}) between 1 and 1000`),
  ],
);
