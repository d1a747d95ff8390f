-- What a person decides about money: what of each order waits for somebody, what somebody made of each
-- attempt, and the decisions themselves, which are evidence like everything else.

ALTER TABLE "invariant_offenders" DROP CONSTRAINT "invariant_offenders_name";--> statement-breakpoint
ALTER TABLE "invariant_results" DROP CONSTRAINT "invariant_results_name";--> statement-breakpoint
ALTER TABLE "timeline_events" DROP CONSTRAINT "timeline_events_kind";--> statement-breakpoint
ALTER TABLE "evidence" DROP CONSTRAINT "evidence_kind";--> statement-breakpoint
ALTER TABLE "payments" DROP CONSTRAINT "payments_kind";--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "cases" text[] DEFAULT '{}'::text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "cases_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "refunded_kes" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "rest_asked" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "decision" text;--> statement-breakpoint
ALTER TABLE "evidence" ADD COLUMN "about_attempt_id" text;--> statement-breakpoint
ALTER TABLE "evidence" ADD COLUMN "decided_by" text;--> statement-breakpoint
ALTER TABLE "evidence" ADD COLUMN "decision_note" text;--> statement-breakpoint
-- What waits already: everything that is so and that nobody could decide about before.
UPDATE orders o SET (cases, cases_since) = (
  SELECT coalesce(array_agg(DISTINCT found.kind), '{}'),
    CASE WHEN count(*) > 0 THEN o.updated_at END
  FROM (
    SELECT CASE t.kind
      WHEN 'receipt_reused' THEN 'receipt_reused'
      WHEN 'second_receipt' THEN 'second_receipt'
      WHEN 'amount_unknown' THEN 'amount_unknown'
      WHEN 'callback_ids_differ' THEN 'ids_differ'
      WHEN 'attempt_needs_person' THEN 'never_resolved'
    END AS kind
    FROM timeline_events t WHERE t.order_id = o.id
    UNION ALL
    SELECT 'amount_differs' FROM attempts a
    WHERE a.order_id = o.id AND a.reported_amount_kes IS NOT NULL
    UNION ALL
    SELECT 'unresolved' FROM attempts a WHERE a.order_id = o.id AND a.outcome = 'unresolved'
    UNION ALL SELECT 'refund_due' WHERE o.status = 'overpaid'
    UNION ALL SELECT 'underpaid' WHERE o.status = 'underpaid'
    UNION ALL SELECT 'late' WHERE 'late' = ANY (o.flags)
    UNION ALL SELECT 'receipt_pending' WHERE 'receipt_pending' = ANY (o.flags)
  ) found
  WHERE found.kind IS NOT NULL
)
WHERE o.flags <> '{}' OR o.status = 'underpaid'
  OR EXISTS (SELECT FROM attempts a WHERE a.order_id = o.id AND a.outcome = 'unresolved');--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_about_attempt" FOREIGN KEY ("merchant_id","about_attempt_id") REFERENCES "public"."attempts"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "orders_waiting" ON "orders" USING btree ("merchant_id","cases_since","id") WHERE "orders"."cases" <> '{}'::text[];--> statement-breakpoint
CREATE UNIQUE INDEX "evidence_refund_receipt" ON "evidence" USING btree ("merchant_id","receipt") WHERE "evidence"."kind" = 'refunded_outside';--> statement-breakpoint
ALTER TABLE "invariant_offenders" ADD CONSTRAINT "invariant_offenders_name" CHECK ("invariant_offenders"."name" in ('paid_is_counted_sum', 'status_follows_sum', 'flags_follow_payments', 'success_has_payment', 'counted_amount_as_asked', 'receipt_once', 'payment_has_evidence', 'payment_of_own_order', 'evidence_of_own_order', 'one_live_attempt', 'attempts_counted', 'timeline_dense', 'sending_is_short', 'evidence_applied', 'callbacks_arrive', 'decisions_are_evidence'));--> statement-breakpoint
ALTER TABLE "invariant_results" ADD CONSTRAINT "invariant_results_name" CHECK ("invariant_results"."name" in ('paid_is_counted_sum', 'status_follows_sum', 'flags_follow_payments', 'success_has_payment', 'counted_amount_as_asked', 'receipt_once', 'payment_has_evidence', 'payment_of_own_order', 'evidence_of_own_order', 'one_live_attempt', 'attempts_counted', 'timeline_dense', 'sending_is_short', 'evidence_applied', 'callbacks_arrive', 'decisions_are_evidence'));--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_cases" CHECK (("orders"."cases" = '{}'::text[]) = ("orders"."cases_since" is null));--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_refunded" CHECK ("orders"."refunded_kes" >= 0);--> statement-breakpoint
ALTER TABLE "timeline_events" ADD CONSTRAINT "timeline_events_kind" CHECK ("timeline_events"."kind" in ('order_created', 'order_paid', 'order_overpaid', 'order_expired', 'order_cancelled', 'attempt_started', 'push_accepted', 'push_refused', 'push_token_renewed', 'push_not_sent', 'push_unknown', 'callback_received', 'query_answered', 'attempt_unresolved', 'attempt_needs_person', 'attempt_failed', 'attempt_in_review', 'payment_received', 'receipt_received', 'callback_ids_differ', 'receipt_reused', 'second_receipt', 'amount_unknown', 'decision_contradicted', 'case_closed', 'payment_accepted', 'refunded_outside', 'rest_asked', 'written_off', 'paid_by_hand'));--> statement-breakpoint
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_decision" CHECK ("attempts"."decision" in ('accepted', 'refunded', 'written_off', 'by_hand'));--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_decided" CHECK (("evidence"."kind" in ('case_closed', 'payment_accepted', 'refunded_outside', 'rest_asked', 'written_off', 'paid_by_hand')) = ("evidence"."decided_by" is not null)
        and ("evidence"."decided_by" is null) = ("evidence"."decision_note" is null)
        and ("evidence"."decided_by" is null or "evidence"."source" = 'person'));--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_decision_note" CHECK (char_length("evidence"."decision_note") between 3 and 300);--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_kind" CHECK ("evidence"."kind" in ('push_accepted', 'push_refused', 'push_token_rejected', 'push_not_sent', 'push_unknown', 'callback_success', 'callback_failure', 'callback_undetermined', 'callback_unreadable', 'query_succeeded', 'query_failed', 'query_in_progress', 'query_no_answer', 'sending_stale', 'window_ended', 'checks_ended', 'order_expired', 'order_cancelled', 'case_closed', 'payment_accepted', 'refunded_outside', 'rest_asked', 'written_off', 'paid_by_hand'));--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_kind" CHECK ("payments"."kind" in ('stk', 'hand'));
--> statement-breakpoint
GRANT SELECT (decision) ON attempts TO malipo_tenant;
--> statement-breakpoint
-- needs_review and refund_due are cases that a person has not closed; the other flags follow from the
-- payments. A surplus that nobody gave back is a case until a person closed it.
CREATE OR REPLACE VIEW invariant_flags_follow_payments AS
SELECT o.merchant_id, o.id AS order_id, NULL::text AS attempt_id,
  format('flags are %s, cases are %s', o.flags, o.cases) AS what
FROM orders o LEFT JOIN payments p ON p.order_id = o.id
GROUP BY o.id
HAVING ('late' = ANY (o.flags)) <> coalesce(bool_or(p.late), false)
  OR ('after_failure' = ANY (o.flags)) <> coalesce(bool_or(p.after_failure), false)
  OR ('receipt_pending' = ANY (o.flags)) <> coalesce(bool_or(p.counted AND p.receipt IS NULL), false)
  OR ('refund_due' = ANY (o.flags)) <> ('refund_due' = ANY (o.cases))
  OR ('needs_review' = ANY (o.flags)) <> (o.cases && ARRAY[
    'amount_differs', 'receipt_reused', 'second_receipt', 'amount_unknown', 'ids_differ',
    'contradicts_decision', 'never_resolved'
  ])
  OR 'refund_due' = ANY (o.cases) AND o.paid_kes - o.amount_kes <= o.refunded_kes
  OR NOT 'refund_due' = ANY (o.cases) AND o.paid_kes - o.amount_kes > o.refunded_kes AND NOT EXISTS (
    SELECT FROM evidence e WHERE e.order_id = o.id AND e.kind = 'case_closed'
  );
--> statement-breakpoint
-- What counts is exactly what was asked for, unless a person accepted another amount.
CREATE OR REPLACE VIEW invariant_counted_amount_as_asked AS
SELECT p.merchant_id, p.order_id, p.attempt_id,
  format('%s counted, %s asked for', p.amount_kes, a.amount_kes) AS what
FROM payments p JOIN attempts a ON a.id = p.attempt_id
WHERE p.counted AND p.amount_kes <> a.amount_kes
  AND coalesce(a.decision NOT IN ('accepted', 'by_hand'), true);
--> statement-breakpoint
-- Every payment was told by evidence: its amount by a callback (or, if it counts, by a query), its
-- receipt by a callback; both by a person where it was recorded by hand. A receipt is never invented.
CREATE OR REPLACE VIEW invariant_payment_has_evidence AS
SELECT p.merchant_id, p.order_id, p.attempt_id, 'no evidence tells this payment' AS what
FROM payments p
LEFT JOIN evidence e
  ON e.attempt_id = p.attempt_id AND e.kind IN ('callback_success', 'query_succeeded')
WHERE p.kind = 'stk'
GROUP BY p.order_id, p.id
HAVING NOT coalesce(bool_or(
    e.kind = 'callback_success' AND e.amount_kes = p.amount_kes
    OR e.kind = 'query_succeeded' AND p.counted
  ), false)
  OR p.receipt IS NOT NULL
    AND NOT coalesce(bool_or(e.kind = 'callback_success' AND e.receipt = p.receipt), false)
UNION ALL
SELECT p.merchant_id, p.order_id, p.attempt_id, 'no person told this payment'
FROM payments p
WHERE p.kind = 'hand' AND NOT EXISTS (
  SELECT FROM evidence e
  WHERE e.order_id = p.order_id AND e.kind = 'paid_by_hand' AND e.about_attempt_id = p.attempt_id
    AND e.amount_kes = p.amount_kes AND e.receipt = p.receipt
);
--> statement-breakpoint
-- Nothing was decided about money without the evidence of it, and a refund counts once.
CREATE VIEW invariant_decisions_are_evidence AS
SELECT a.merchant_id, a.order_id, a.id AS attempt_id,
  format('%s without a person''s decision', a.decision) AS what
FROM attempts a
WHERE a.decision IS NOT NULL AND NOT EXISTS (
  SELECT FROM evidence e
  WHERE e.order_id = a.order_id AND e.about_attempt_id = a.id AND e.applied_at IS NOT NULL
    AND e.kind = CASE a.decision
      WHEN 'accepted' THEN 'payment_accepted'
      WHEN 'refunded' THEN 'refunded_outside'
      WHEN 'by_hand' THEN 'paid_by_hand'
      ELSE a.decision
    END
)
UNION ALL
SELECT p.merchant_id, p.order_id, p.attempt_id, 'a payment by hand of an attempt that was not'
FROM payments p JOIN attempts a ON a.id = p.attempt_id
WHERE (p.kind = 'hand') <> (coalesce(a.decision, '') = 'by_hand')
UNION ALL
SELECT o.merchant_id, o.id, NULL,
  format('refunded_kes is %s, refunds are %s', o.refunded_kes, coalesce(sum(e.amount_kes), 0))
FROM orders o LEFT JOIN evidence e
  ON e.order_id = o.id AND e.kind = 'refunded_outside' AND e.about_attempt_id IS NULL
  AND e.attempt_id IS NULL
GROUP BY o.id
HAVING o.refunded_kes <> coalesce(sum(e.amount_kes), 0);
