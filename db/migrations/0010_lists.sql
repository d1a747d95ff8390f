-- What the lists and the search of the dashboard need at a million rows: each index is led by the
-- merchant, ends in the order of the lists (created_at, id), and holds columns that Postgres may
-- compare before it has applied a policy (no expressions: lower() is not leakproof, so the title in
-- lower case is a column). The column is filled for old orders here: the table is written anew once.

DROP INDEX "attempts_merchant_newest";--> statement-breakpoint
DROP INDEX "attempts_merchant_outcome";--> statement-breakpoint
DROP INDEX "payments_merchant_newest";--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "title_lower" text collate "C" GENERATED ALWAYS AS (lower(title)) STORED;--> statement-breakpoint
CREATE INDEX "orders_merchant_newest" ON "orders" USING btree ("merchant_id","created_at","id");--> statement-breakpoint
CREATE INDEX "orders_merchant_status_newest" ON "orders" USING btree ("merchant_id","status","created_at","id");--> statement-breakpoint
CREATE INDEX "orders_merchant_flagged" ON "orders" USING btree ("merchant_id","created_at","id") WHERE "orders"."flags" <> '{}'::text[];--> statement-breakpoint
CREATE INDEX "orders_merchant_amount" ON "orders" USING btree ("merchant_id","amount_kes","created_at");--> statement-breakpoint
CREATE INDEX "orders_merchant_title" ON "orders" USING btree ("merchant_id","title_lower");--> statement-breakpoint
CREATE INDEX "orders_merchant_reference" ON "orders" USING btree ("merchant_id","reference") WHERE "orders"."reference" is not null;--> statement-breakpoint
CREATE INDEX "attempts_merchant_amount" ON "attempts" USING btree ("merchant_id","amount_kes","created_at");--> statement-breakpoint
CREATE INDEX "attempts_msisdn_last4" ON "attempts" USING btree ("merchant_id","msisdn_last4_hash");--> statement-breakpoint
CREATE INDEX "attempts_merchant_newest" ON "attempts" USING btree ("merchant_id","created_at","id");--> statement-breakpoint
CREATE INDEX "attempts_merchant_outcome" ON "attempts" USING btree ("merchant_id","outcome","created_at","id");--> statement-breakpoint
CREATE INDEX "payments_merchant_newest" ON "payments" USING btree ("merchant_id","created_at","id");