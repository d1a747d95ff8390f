-- The rules of money that are checked in production, one view a rule, an offending row a row:
-- merchant, order, attempt (null where none is meant) and what is wrong. No phones, no receipts and
-- no ids of Safaricom. A restriction to some orders reaches the indexes of every view, so that the
-- same views serve the check of the latest orders and the check of all of them.

-- Paid is the sum of the counted payments.
CREATE VIEW invariant_paid_is_counted_sum AS
SELECT o.merchant_id, o.id AS order_id, NULL::text AS attempt_id,
  format('paid_kes is %s, counted payments are %s', o.paid_kes, coalesce(sum(p.amount_kes), 0)) AS what
FROM orders o LEFT JOIN payments p ON p.order_id = o.id AND p.counted
GROUP BY o.id
HAVING o.paid_kes <> coalesce(sum(p.amount_kes), 0);
--> statement-breakpoint
-- The status follows from the sum. An order may be underpaid with nothing counted: a person said so.
CREATE VIEW invariant_status_follows_sum AS
SELECT o.merchant_id, o.id AS order_id, NULL::text AS attempt_id,
  format('status is %s with %s of %s paid', o.status, o.paid_kes, o.amount_kes) AS what
FROM orders o
WHERE NOT CASE
  WHEN o.paid_kes > o.amount_kes THEN o.status = 'overpaid'
  WHEN o.paid_kes = o.amount_kes THEN o.status = 'paid'
  WHEN o.paid_kes > 0 THEN o.status = 'underpaid'
  ELSE o.status IN ('open', 'expired', 'cancelled', 'underpaid')
END;
--> statement-breakpoint
-- Every flag but needs_review, which a person clears, follows from the payments.
CREATE VIEW invariant_flags_follow_payments AS
SELECT o.merchant_id, o.id AS order_id, NULL::text AS attempt_id,
  format('flags are %s', o.flags) AS what
FROM orders o LEFT JOIN payments p ON p.order_id = o.id
GROUP BY o.id
HAVING ('late' = ANY (o.flags)) <> coalesce(bool_or(p.late), false)
  OR ('after_failure' = ANY (o.flags)) <> coalesce(bool_or(p.after_failure), false)
  OR ('receipt_pending' = ANY (o.flags)) <> coalesce(bool_or(p.counted AND p.receipt IS NULL), false)
  OR ('refund_due' = ANY (o.flags)) <> (o.status = 'overpaid');
--> statement-breakpoint
-- Each succeeded attempt has exactly one counted payment, and no other attempt has one.
CREATE VIEW invariant_success_has_payment AS
SELECT a.merchant_id, a.order_id, a.id AS attempt_id, 'succeeded without a counted payment' AS what
FROM attempts a
WHERE a.outcome = 'succeeded'
  AND NOT EXISTS (SELECT FROM payments p WHERE p.attempt_id = a.id AND p.counted)
UNION ALL
SELECT p.merchant_id, p.order_id, p.attempt_id, 'a counted payment of an attempt that did not succeed'
FROM payments p
WHERE p.counted
  AND NOT EXISTS (SELECT FROM attempts a WHERE a.id = p.attempt_id AND a.outcome = 'succeeded')
UNION ALL
SELECT p.merchant_id, p.order_id, p.attempt_id, 'more than one payment of one attempt'
FROM payments p
WHERE EXISTS (SELECT FROM payments other WHERE other.attempt_id = p.attempt_id AND other.id < p.id);
--> statement-breakpoint
-- What counts is exactly what was asked for.
CREATE VIEW invariant_counted_amount_as_asked AS
SELECT p.merchant_id, p.order_id, p.attempt_id,
  format('%s counted, %s asked for', p.amount_kes, a.amount_kes) AS what
FROM payments p JOIN attempts a ON a.id = p.attempt_id
WHERE p.counted AND p.amount_kes <> a.amount_kes;
--> statement-breakpoint
-- A receipt exists once per merchant.
CREATE VIEW invariant_receipt_once AS
SELECT p.merchant_id, p.order_id, p.attempt_id, 'its receipt is also another payment''s' AS what
FROM payments p
WHERE p.receipt IS NOT NULL
  AND EXISTS (
    SELECT FROM payments other
    WHERE other.merchant_id = p.merchant_id AND other.receipt = p.receipt AND other.id <> p.id
  );
--> statement-breakpoint
-- Every payment was told by evidence: its amount by a callback (or, if it counts, by a query), its
-- receipt by a callback. A receipt is never invented.
CREATE VIEW invariant_payment_has_evidence AS
SELECT p.merchant_id, p.order_id, p.attempt_id, 'no evidence tells this payment' AS what
FROM payments p
LEFT JOIN evidence e
  ON e.attempt_id = p.attempt_id AND e.kind IN ('callback_success', 'query_succeeded')
GROUP BY p.order_id, p.id
HAVING NOT coalesce(bool_or(
    e.kind = 'callback_success' AND e.amount_kes = p.amount_kes
    OR e.kind = 'query_succeeded' AND p.counted
  ), false)
  OR p.receipt IS NOT NULL
    AND NOT coalesce(bool_or(e.kind = 'callback_success' AND e.receipt = p.receipt), false);
--> statement-breakpoint
-- A payment belongs to the order of its attempt.
CREATE VIEW invariant_payment_of_own_order AS
SELECT p.merchant_id, p.order_id, p.attempt_id, 'a payment for an attempt of another order' AS what
FROM payments p LEFT JOIN attempts a ON a.id = p.attempt_id
WHERE a.order_id IS DISTINCT FROM p.order_id OR a.merchant_id IS DISTINCT FROM p.merchant_id;
--> statement-breakpoint
-- Evidence belongs to the order of its attempt.
CREATE VIEW invariant_evidence_of_own_order AS
SELECT o.merchant_id, o.id AS order_id, e.attempt_id, 'evidence for an attempt of another order' AS what
FROM evidence e JOIN orders o ON o.id = e.order_id
WHERE e.attempt_id IS NOT NULL
  AND NOT EXISTS (SELECT FROM attempts a WHERE a.id = e.attempt_id AND a.order_id = e.order_id);
--> statement-breakpoint
-- One live attempt per order.
CREATE VIEW invariant_one_live_attempt AS
SELECT a.merchant_id, a.order_id, a.id AS attempt_id, 'live beside an older one' AS what
FROM attempts a
WHERE a.outcome = 'pending'
  AND EXISTS (
    SELECT FROM attempts other
    WHERE other.order_id = a.order_id AND other.outcome = 'pending' AND other.id < a.id
  );
--> statement-breakpoint
-- The order counts its attempts.
CREATE VIEW invariant_attempts_counted AS
SELECT o.merchant_id, o.id AS order_id, NULL::text AS attempt_id,
  format('attempt_count is %s, attempts are %s', o.attempt_count, count(a.id)) AS what
FROM orders o LEFT JOIN attempts a ON a.order_id = o.id
GROUP BY o.id
HAVING o.attempt_count <> count(a.id);
--> statement-breakpoint
-- The timeline runs from 1 to the order's counter, without a gap and without a double.
CREATE VIEW invariant_timeline_dense AS
SELECT o.merchant_id, o.id AS order_id, NULL::text AS attempt_id,
  format('timeline_seq is %s, lines are %s', o.timeline_seq, count(t.seq)) AS what
FROM orders o LEFT JOIN timeline_events t ON t.order_id = o.id
GROUP BY o.id
HAVING count(t.seq) <> o.timeline_seq
  OR coalesce(max(t.seq), 0) <> o.timeline_seq
  OR coalesce(sum(t.seq), 0) * 2 <> o.timeline_seq::bigint * (o.timeline_seq + 1);
--> statement-breakpoint
-- No push is `sending` for more than a minute: the sweeper calls it unknown after half of that.
CREATE VIEW invariant_sending_is_short AS
SELECT a.merchant_id, a.order_id, a.id AS attempt_id, 'sending for more than a minute' AS what
FROM attempts a
WHERE a.push = 'sending' AND a.created_at < statement_timestamp() - interval '1 minute';
--> statement-breakpoint
-- No evidence waits for more than a minute to be applied.
CREATE VIEW invariant_evidence_applied AS
SELECT e.merchant_id, e.order_id, e.attempt_id,
  format('%s not applied for more than a minute', e.kind) AS what
FROM evidence e
WHERE e.applied_at IS NULL AND e.received_at < statement_timestamp() - interval '1 minute';
--> statement-breakpoint
-- Callbacks arrive. Of the pushes of a shortcode that were accepted in the last hour at least two
-- have waited for ten minutes, and not one of that hour had a callback: the callback address is
-- broken. A single lost callback does not ring. The order named is that of the oldest of these pushes.
CREATE VIEW invariant_callbacks_arrive AS
SELECT merchant_id, order_id, NULL::text AS attempt_id,
  format('%s pushes accepted, no callback for ten minutes', waited) AS what
FROM (
  SELECT a.merchant_id, a.shortcode_id,
    count(*) FILTER (WHERE a.pushed_at < statement_timestamp() - interval '10 minutes') AS waited,
    (array_agg(a.order_id ORDER BY a.pushed_at))[1] AS order_id,
    bool_or(EXISTS (
      SELECT FROM evidence e WHERE e.attempt_id = a.id AND e.source = 'callback'
    )) AS heard
  FROM attempts a
  WHERE a.pushed_at > statement_timestamp() - interval '1 hour'
  GROUP BY a.merchant_id, a.shortcode_id
) recent
WHERE waited >= 2 AND NOT heard;
