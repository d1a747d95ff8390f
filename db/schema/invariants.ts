import { bigint, check, index, integer, pgTable, text } from "drizzle-orm/pg-core";
import { INVARIANTS } from "../vocabulary";
import { instant, oneOf } from "./columns";

/**
 * What the last full check of each rule of money found; the rules themselves are the views
 * `invariant_…` (migration 0003). Written by the sweeper alone, a row a rule.
 */
export const invariantResults = pgTable(
  "invariant_results",
  {
    name: text("name", { enum: INVARIANTS }).primaryKey(),
    /** Orders that break the rule. */
    broken: integer("broken").notNull(),
    exampleOrderId: text("example_order_id"),
    checkedAt: instant("checked_at").notNull(),
  },
  (t) => [check("invariant_results_name", oneOf(t.name, INVARIANTS))],
);

/** The rows that broke a rule at its last check, the first thousand of each. */
export const invariantOffenders = pgTable(
  "invariant_offenders",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    name: text("name", { enum: INVARIANTS }).notNull(),
    merchantId: text("merchant_id").notNull(),
    orderId: text("order_id").notNull(),
    attemptId: text("attempt_id"),
    what: text("what").notNull(),
  },
  (t) => [
    index("invariant_offenders_merchant").on(t.merchantId, t.name),
    check("invariant_offenders_name", oneOf(t.name, INVARIANTS)),
  ],
);
