import {
  bigint,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
} from "drizzle-orm/pg-core";
import { sql } from "drizzle-orm";
import { instant } from "./columns";
import { merchants } from "./merchants";

/**
 * What a merchant's day in Nairobi came to, so that charts need not read every row. A copy: payments
 * and attempts are the truth, and the view `takings_differences` says where they differ. Written by
 * count-takings alone.
 */
export const dailyTakings = pgTable(
  "daily_takings",
  {
    merchantId: text("merchant_id")
      .notNull()
      .references(() => merchants.id, { onDelete: "cascade" }),
    day: date("day", { mode: "string" }).notNull(),
    /** Sum and number of the counted payments that came on that day. */
    takingsKes: bigint("takings_kes", { mode: "number" }).notNull(),
    payments: integer("payments").notNull(),
    /** Attempts started on that day, by how they ended. */
    succeeded: integer("succeeded").notNull(),
    failed: integer("failed").notNull(),
    /** How many failed for which reason; "unknown" where none was given. */
    failures: jsonb("failures").$type<Record<string, number>>().notNull(),
  },
  (t) => [primaryKey({ name: "daily_takings_pk", columns: [t.merchantId, t.day] })],
);

/** Up to when a merchant's rows were looked at for `daily_takings`. */
export const takingsMarks = pgTable(
  "takings_marks",
  {
    merchantId: text("merchant_id")
      .primaryKey()
      .references(() => merchants.id, { onDelete: "cascade" }),
    countedTo: instant("counted_to")
      .notNull()
      .default(sql`'epoch'::timestamptz`),
  },
  (t) => [index("takings_marks_counted").on(t.countedTo)],
);
