-- What a merchant's day in Nairobi came to, kept by the sweeper so that charts need not read every
-- row. A copy, never the truth: what is wrong with it is said by the view `takings_differences`.

CREATE TABLE "daily_takings" (
	"merchant_id" text NOT NULL,
	"day" date NOT NULL,
	"takings_kes" bigint NOT NULL,
	"payments" integer NOT NULL,
	"succeeded" integer NOT NULL,
	"failed" integer NOT NULL,
	"failures" jsonb NOT NULL,
	CONSTRAINT "daily_takings_pk" PRIMARY KEY("merchant_id","day")
);
--> statement-breakpoint
CREATE TABLE "takings_marks" (
	"merchant_id" text PRIMARY KEY NOT NULL,
	"counted_to" timestamp with time zone DEFAULT 'epoch'::timestamptz NOT NULL
);
--> statement-breakpoint
ALTER TABLE "daily_takings" ADD CONSTRAINT "daily_takings_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "takings_marks" ADD CONSTRAINT "takings_marks_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "takings_marks_counted" ON "takings_marks" USING btree ("counted_to");--> statement-breakpoint
CREATE INDEX "attempts_ended" ON "attempts" USING btree ("merchant_id","created_at","outcome","reason") WHERE "attempts"."outcome" in ('succeeded', 'failed');--> statement-breakpoint
CREATE INDEX "payments_takings" ON "payments" USING btree ("merchant_id","created_at","amount_kes") WHERE "payments"."counted";
--> statement-breakpoint
-- What a merchant's rows of some time come to: counted payments by when they came, attempts that ended
-- by when they started. Whoever fills or replaces a summary asks this; merchants ask it for today.
CREATE FUNCTION takings_between(of_merchant text, from_at timestamptz, to_at timestamptz)
RETURNS TABLE (takings_kes bigint, payments int, succeeded int, failed int, failures jsonb)
LANGUAGE sql STABLE AS $$
  SELECT money.kes, money.number, ended.succeeded, ended.failed, ended.failures
  FROM (
    SELECT coalesce(sum(p.amount_kes), 0)::bigint AS kes, count(*)::int AS number
    FROM payments p
    WHERE p.merchant_id = of_merchant AND p.counted
      AND p.created_at >= from_at AND p.created_at < to_at
  ) money, (
    SELECT coalesce(sum(number) FILTER (WHERE outcome = 'succeeded'), 0)::int AS succeeded,
      coalesce(sum(number) FILTER (WHERE outcome = 'failed'), 0)::int AS failed,
      coalesce(jsonb_object_agg(reason, number) FILTER (WHERE outcome = 'failed'), '{}') AS failures
    FROM (
      SELECT a.outcome, CASE WHEN a.outcome = 'failed' THEN coalesce(a.reason, 'unknown') ELSE '' END
        AS reason, count(*)::int AS number
      FROM attempts a
      WHERE a.merchant_id = of_merchant AND a.outcome IN ('succeeded', 'failed')
        AND a.created_at >= from_at AND a.created_at < to_at
      GROUP BY 1, 2
    ) by_reason
  ) ended
$$;
--> statement-breakpoint
-- Days that had ended when they were last counted and whose summary is not what their rows come to,
-- computed apart from the function above. A day that changed since then is listed until it is counted.
CREATE VIEW takings_differences AS
WITH seen AS (
  SELECT merchant_id, (created_at AT TIME ZONE 'Africa/Nairobi')::date AS day, amount_kes AS kes,
    1 AS payments, 0 AS succeeded, 0 AS failed, NULL::text AS reason
  FROM payments WHERE counted
  UNION ALL
  SELECT merchant_id, (created_at AT TIME ZONE 'Africa/Nairobi')::date, 0, 0,
    (outcome = 'succeeded')::int, (outcome = 'failed')::int,
    CASE WHEN outcome = 'failed' THEN coalesce(reason, 'unknown') END
  FROM attempts WHERE outcome IN ('succeeded', 'failed')
), by_reason AS (
  SELECT merchant_id, day, reason, sum(kes) AS kes, sum(payments) AS payments,
    sum(succeeded) AS succeeded, sum(failed) AS failed
  FROM seen GROUP BY merchant_id, day, reason
), by_day AS (
  SELECT merchant_id, day, sum(kes) AS kes, sum(payments) AS payments, sum(succeeded) AS succeeded,
    sum(failed) AS failed,
    coalesce(jsonb_object_agg(reason, failed) FILTER (WHERE reason IS NOT NULL), '{}') AS failures
  FROM by_reason GROUP BY merchant_id, day
)
SELECT mark.merchant_id, day,
  format('kept: KES %s in %s payments, %s paid and %s failed %s; rows: KES %s in %s, %s and %s %s',
    coalesce(kept.takings_kes, 0), coalesce(kept.payments, 0), coalesce(kept.succeeded, 0),
    coalesce(kept.failed, 0), coalesce(kept.failures, '{}'), coalesce(by_day.kes, 0),
    coalesce(by_day.payments, 0), coalesce(by_day.succeeded, 0), coalesce(by_day.failed, 0),
    coalesce(by_day.failures, '{}')) AS what
FROM by_day FULL JOIN daily_takings kept USING (merchant_id, day)
JOIN takings_marks mark USING (merchant_id)
WHERE day < (mark.counted_to AT TIME ZONE 'Africa/Nairobi')::date
  AND (
    coalesce(kept.takings_kes, 0), coalesce(kept.payments, 0), coalesce(kept.succeeded, 0),
    coalesce(kept.failed, 0), coalesce(kept.failures, '{}')
  ) IS DISTINCT FROM (
    coalesce(by_day.kes, 0), coalesce(by_day.payments, 0), coalesce(by_day.succeeded, 0),
    coalesce(by_day.failed, 0), coalesce(by_day.failures, '{}')
  );
--> statement-breakpoint
GRANT SELECT ON daily_takings, takings_marks TO malipo_tenant;
--> statement-breakpoint
ALTER TABLE daily_takings ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_rows ON daily_takings FOR SELECT TO malipo_tenant
  USING (merchant_id = current_setting('malipo.merchant_id', true));
--> statement-breakpoint
ALTER TABLE takings_marks ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_rows ON takings_marks FOR SELECT TO malipo_tenant
  USING (merchant_id = current_setting('malipo.merchant_id', true));
