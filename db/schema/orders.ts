import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
} from "drizzle-orm/pg-core";
import { CASE_KINDS, ORDER_FLAGS, ORDER_STATUSES, TIMELINE_KINDS } from "../vocabulary";
import { instant, oneOf, textByCodePoint } from "./columns";
import { shortcodes } from "./merchants";

/**
 * What is to be paid. `status`, `paid_kes` and `flags` are computed from the order's payments and
 * written by record-evidence alone; `version` rises with every change and guards them.
 */
export const orders = pgTable(
  "orders",
  {
    id: text("id").primaryKey(),
    merchantId: text("merchant_id").notNull(),
    shortcodeId: text("shortcode_id").notNull(),
    amountKes: integer("amount_kes").notNull(),
    title: text("title").notNull(),
    /** For search. A column and no index expression: policies keep `lower` away from indexes. */
    titleLower: textByCodePoint("title_lower").generatedAlwaysAs(sql`lower(title)`),
    reference: text("reference"),
    accountReference: text("account_reference").notNull(),
    successUrl: text("success_url"),
    cancelUrl: text("cancel_url"),
    metadata: jsonb("metadata").$type<Record<string, string>>().notNull().default({}),
    status: text("status", { enum: ORDER_STATUSES }).notNull().default("open"),
    paidKes: integer("paid_kes").notNull().default(0),
    flags: text("flags", { enum: ORDER_FLAGS })
      .array()
      .notNull()
      .default(sql`'{}'::text[]`),
    /** What of it waits for a person. */
    cases: text("cases", { enum: CASE_KINDS })
      .array()
      .notNull()
      .default(sql`'{}'::text[]`),
    /** Since when something waits, without a break. */
    casesSince: instant("cases_since"),
    /** What a person gave back of money beyond the amount. */
    refundedKes: integer("refunded_kes").notNull().default(0),
    /** A person chose that the rest of an underpaid order may be paid. */
    restAsked: boolean("rest_asked").notNull().default(false),
    version: integer("version").notNull().default(1),
    timelineSeq: integer("timeline_seq").notNull().default(0),
    attemptCount: integer("attempt_count").notNull().default(0),
    expiresAt: instant("expires_at").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [
    unique("orders_merchant_id").on(t.merchantId, t.id),
    unique("orders_account_reference").on(t.shortcodeId, t.accountReference),
    foreignKey({
      name: "orders_shortcode",
      columns: [t.merchantId, t.shortcodeId],
      foreignColumns: [shortcodes.merchantId, shortcodes.id],
    }),
    index("orders_merchant_status").on(t.merchantId, t.status, t.id),
    index("orders_merchant_newest").on(t.merchantId, t.createdAt, t.id),
    index("orders_merchant_status_newest").on(t.merchantId, t.status, t.createdAt, t.id),
    index("orders_merchant_flagged")
      .on(t.merchantId, t.createdAt, t.id)
      .where(sql`${t.flags} <> '{}'::text[]`),
    index("orders_waiting")
      .on(t.merchantId, t.casesSince, t.id)
      .where(sql`${t.cases} <> '{}'::text[]`),
    index("orders_merchant_amount").on(t.merchantId, t.amountKes, t.createdAt),
    index("orders_merchant_title").on(t.merchantId, t.titleLower),
    index("orders_merchant_reference")
      .on(t.merchantId, t.reference)
      .where(sql`${t.reference} is not null`),
    index("orders_open_expiry")
      .on(t.expiresAt)
      .where(sql`${t.status} = 'open'`),
    index("orders_updated").on(t.updatedAt),
    check("orders_status", oneOf(t.status, ORDER_STATUSES)),
    check(
      "orders_flags",
      sql`${t.flags} <@ array['late','after_failure','receipt_pending','needs_review','refund_due']::text[]`,
    ),
    check("orders_cases", sql`(${t.cases} = '{}'::text[]) = (${t.casesSince} is null)`),
    check("orders_refunded", sql`${t.refundedKes} >= 0`),
    check("orders_amount", sql`${t.amountKes} between 1 and 250000`),
    check("orders_paid", sql`${t.paidKes} >= 0`),
    check("orders_title", sql`char_length(${t.title}) between 1 and 120`),
    check("orders_account_reference_safe", sql`${t.accountReference} ~ '^[A-Za-z0-9 -]{1,12}$'`),
  ],
);

/** What happened to an order, for people: dense `seq` per order, no personal data. */
export const timelineEvents = pgTable(
  "timeline_events",
  {
    merchantId: text("merchant_id").notNull(),
    orderId: text("order_id").notNull(),
    seq: integer("seq").notNull(),
    attemptId: text("attempt_id"),
    kind: text("kind", { enum: TIMELINE_KINDS }).notNull(),
    detail: jsonb("detail").$type<Record<string, string | number | null>>().notNull().default({}),
    at: instant("at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ name: "timeline_events_pk", columns: [t.orderId, t.seq] }),
    foreignKey({
      name: "timeline_events_order",
      columns: [t.merchantId, t.orderId],
      foreignColumns: [orders.merchantId, orders.id],
    }),
    check("timeline_events_kind", oneOf(t.kind, TIMELINE_KINDS)),
  ],
);
