CREATE TABLE "invariant_offenders" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "invariant_offenders_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"merchant_id" text NOT NULL,
	"order_id" text NOT NULL,
	"attempt_id" text,
	"what" text NOT NULL,
	CONSTRAINT "invariant_offenders_name" CHECK ("invariant_offenders"."name" in ('paid_is_counted_sum', 'status_follows_sum', 'flags_follow_payments', 'success_has_payment', 'counted_amount_as_asked', 'receipt_once', 'payment_has_evidence', 'payment_of_own_order', 'evidence_of_own_order', 'one_live_attempt', 'attempts_counted', 'timeline_dense', 'sending_is_short', 'evidence_applied', 'callbacks_arrive'))
);
--> statement-breakpoint
CREATE TABLE "invariant_results" (
	"name" text PRIMARY KEY NOT NULL,
	"broken" integer NOT NULL,
	"example_order_id" text,
	"checked_at" timestamp with time zone NOT NULL,
	CONSTRAINT "invariant_results_name" CHECK ("invariant_results"."name" in ('paid_is_counted_sum', 'status_follows_sum', 'flags_follow_payments', 'success_has_payment', 'counted_amount_as_asked', 'receipt_once', 'payment_has_evidence', 'payment_of_own_order', 'evidence_of_own_order', 'one_live_attempt', 'attempts_counted', 'timeline_dense', 'sending_is_short', 'evidence_applied', 'callbacks_arrive'))
);
--> statement-breakpoint
CREATE TABLE "leases" (
	"name" text PRIMARY KEY NOT NULL,
	"taken_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "invariant_offenders_merchant" ON "invariant_offenders" USING btree ("merchant_id","name");--> statement-breakpoint
CREATE INDEX "attempts_pushed" ON "attempts" USING btree ("pushed_at");--> statement-breakpoint
CREATE INDEX "evidence_order" ON "evidence" USING btree ("order_id","attempt_id");