import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import {
  ATTEMPT_DECISIONS,
  DECISION_KINDS,
  EVIDENCE_KINDS,
  EVIDENCE_SOURCES,
  OUTCOMES,
  PAYMENT_KINDS,
  PUSH_STATES,
} from "../vocabulary";
import { bytea, instant, oneOf } from "./columns";
import { shortcodes } from "./merchants";
import { orders } from "./orders";

/**
 * One push to one phone. `push` is what we know of the request, `outcome` what we know of the
 * money. The phone is ciphertext under the attempt's own data key, beside keyed hashes.
 */
export const attempts = pgTable(
  "attempts",
  {
    id: text("id").primaryKey(),
    merchantId: text("merchant_id").notNull(),
    orderId: text("order_id").notNull(),
    shortcodeId: text("shortcode_id").notNull(),
    amountKes: integer("amount_kes").notNull(),
    push: text("push", { enum: PUSH_STATES }).notNull().default("sending"),
    outcome: text("outcome", { enum: OUTCOMES }).notNull().default("pending"),
    reason: text("reason"),
    reportedAmountKes: integer("reported_amount_kes"),
    /** What a person made of it; `outcome` goes on saying what is known of the money. */
    decision: text("decision", { enum: ATTEMPT_DECISIONS }),
    tokenSha256: bytea("token_sha256").notNull(),
    submissionId: text("submission_id"),
    despiteAttemptId: text("despite_attempt_id"),
    dataKeySealed: bytea("data_key_sealed"),
    msisdnSealed: bytea("msisdn_sealed"),
    msisdnHash: bytea("msisdn_hash"),
    msisdnLast4Hash: bytea("msisdn_last4_hash"),
    merchantRequestId: text("merchant_request_id"),
    checkoutRequestId: text("checkout_request_id"),
    pushedAt: instant("pushed_at"),
    promptEndsAt: instant("prompt_ends_at"),
    leftPendingAt: instant("left_pending_at"),
    queryCount: integer("query_count").notNull().default(0),
    nextCheckAt: instant("next_check_at"),
    checkLeaseUntil: instant("check_lease_until"),
    /** When all that it held of its payer was destroyed (migration 0017). */
    erasedAt: instant("erased_at"),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [
    unique("attempts_merchant_id").on(t.merchantId, t.id),
    unique("attempts_token").on(t.tokenSha256),
    unique("attempts_submission").on(t.orderId, t.submissionId),
    uniqueIndex("attempts_one_live")
      .on(t.orderId)
      .where(sql`${t.outcome} = 'pending'`),
    foreignKey({
      name: "attempts_order",
      columns: [t.merchantId, t.orderId],
      foreignColumns: [orders.merchantId, orders.id],
    }),
    foreignKey({
      name: "attempts_shortcode",
      columns: [t.merchantId, t.shortcodeId],
      foreignColumns: [shortcodes.merchantId, shortcodes.id],
    }),
    index("attempts_order_created").on(t.orderId, t.createdAt),
    index("attempts_merchant_newest").on(t.merchantId, t.createdAt, t.id),
    index("attempts_merchant_outcome").on(t.merchantId, t.outcome, t.createdAt, t.id),
    index("attempts_merchant_amount").on(t.merchantId, t.amountKes, t.createdAt),
    index("attempts_due")
      .on(t.nextCheckAt)
      .where(sql`${t.nextCheckAt} is not null`),
    index("attempts_pending_age")
      .on(t.createdAt)
      .where(sql`${t.outcome} = 'pending' or ${t.push} = 'sending'`),
    index("attempts_pushed").on(t.pushedAt),
    // How attempts of some time ended, without their rows.
    index("attempts_ended")
      .on(t.merchantId, t.createdAt, t.outcome, t.reason)
      .where(sql`${t.outcome} in ('succeeded', 'failed')`),
    index("attempts_msisdn").on(t.merchantId, t.msisdnHash),
    index("attempts_msisdn_last4").on(t.merchantId, t.msisdnLast4Hash),
    check("attempts_push", oneOf(t.push, PUSH_STATES)),
    check("attempts_outcome", oneOf(t.outcome, OUTCOMES)),
    check("attempts_decision", oneOf(t.decision, ATTEMPT_DECISIONS)),
    check("attempts_amount", sql`${t.amountKes} between 1 and 250000`),
  ],
);

/**
 * Any fact that bears on an attempt, append-only: a trigger allows one change, `applied_at` from
 * null to a time. The raw bytes are sealed with the attempt's key; what decisions need stands in
 * columns beside them.
 */
export const evidence = pgTable(
  "evidence",
  {
    id: text("id").primaryKey(),
    merchantId: text("merchant_id").notNull(),
    orderId: text("order_id").notNull(),
    attemptId: text("attempt_id"),
    source: text("source", { enum: EVIDENCE_SOURCES }).notNull(),
    kind: text("kind", { enum: EVIDENCE_KINDS }).notNull(),
    code: text("code"),
    reason: text("reason"),
    amountKes: integer("amount_kes"),
    receipt: text("receipt"),
    merchantRequestId: text("merchant_request_id"),
    checkoutRequestId: text("checkout_request_id"),
    queryNumber: integer("query_number"),
    /** Of a person's decision: the attempt it is about, who made it, and why. */
    aboutAttemptId: text("about_attempt_id"),
    decidedBy: text("decided_by"),
    decisionNote: text("decision_note"),
    rawSealed: bytea("raw_sealed"),
    rawSha256: bytea("raw_sha256"),
    receivedAt: instant("received_at")
      .notNull()
      .default(sql`clock_timestamp()`),
    appliedAt: instant("applied_at"),
  },
  (t) => [
    foreignKey({
      name: "evidence_order",
      columns: [t.merchantId, t.orderId],
      foreignColumns: [orders.merchantId, orders.id],
    }),
    foreignKey({
      name: "evidence_attempt",
      columns: [t.merchantId, t.attemptId],
      foreignColumns: [attempts.merchantId, attempts.id],
    }),
    uniqueIndex("evidence_callback_once")
      .on(t.attemptId, t.rawSha256)
      .where(sql`${t.source} = 'callback'`),
    uniqueIndex("evidence_query_once")
      .on(t.attemptId, t.queryNumber)
      .where(sql`${t.source} = 'query'`),
    uniqueIndex("evidence_clock_once")
      .on(t.orderId, t.kind, sql`coalesce(${t.attemptId}, '')`)
      .where(sql`${t.source} = 'clock'`),
    foreignKey({
      name: "evidence_about_attempt",
      columns: [t.merchantId, t.aboutAttemptId],
      foreignColumns: [attempts.merchantId, attempts.id],
    }),
    uniqueIndex("evidence_refund_receipt")
      .on(t.merchantId, t.receipt)
      .where(sql`${t.kind} = 'refunded_outside'`),
    index("evidence_attempt_received").on(t.attemptId, t.receivedAt),
    index("evidence_order").on(t.orderId, t.attemptId),
    index("evidence_unapplied")
      .on(t.receivedAt)
      .where(sql`${t.appliedAt} is null`),
    check("evidence_source", oneOf(t.source, EVIDENCE_SOURCES)),
    check("evidence_kind", oneOf(t.kind, EVIDENCE_KINDS)),
    check(
      "evidence_decided",
      sql`(${oneOf(t.kind, DECISION_KINDS)}) = (${t.decidedBy} is not null)
        and (${t.decidedBy} is null) = (${t.decisionNote} is null)
        and (${t.decidedBy} is null or ${t.source} = 'person')`,
    ),
    check("evidence_decision_note", sql`char_length(${t.decisionNote}) between 3 and 300`),
    check("evidence_query_numbered", sql`(${t.source} = 'query') = (${t.queryNumber} is not null)`),
  ],
);

/** Money seen at M-Pesa. A receipt exists once per merchant; an attempt brings at most one row. */
export const payments = pgTable(
  "payments",
  {
    id: text("id").primaryKey(),
    merchantId: text("merchant_id").notNull(),
    orderId: text("order_id").notNull(),
    attemptId: text("attempt_id").notNull(),
    kind: text("kind", { enum: PAYMENT_KINDS }).notNull(),
    amountKes: integer("amount_kes").notNull(),
    receipt: text("receipt"),
    counted: boolean("counted").notNull(),
    late: boolean("late").notNull(),
    afterFailure: boolean("after_failure").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [
    unique("payments_receipt").on(t.merchantId, t.receipt),
    unique("payments_attempt").on(t.attemptId),
    foreignKey({
      name: "payments_attempt_fk",
      columns: [t.merchantId, t.attemptId],
      foreignColumns: [attempts.merchantId, attempts.id],
    }),
    foreignKey({
      name: "payments_order",
      columns: [t.merchantId, t.orderId],
      foreignColumns: [orders.merchantId, orders.id],
    }),
    index("payments_order_created").on(t.orderId, t.createdAt),
    index("payments_merchant_newest").on(t.merchantId, t.createdAt, t.id),
    // What came in within some time, without its rows.
    index("payments_takings")
      .on(t.merchantId, t.createdAt, t.amountKes)
      .where(sql`${t.counted}`),
    check("payments_kind", oneOf(t.kind, PAYMENT_KINDS)),
    check("payments_amount", sql`${t.amountKes} >= 1`),
  ],
);
