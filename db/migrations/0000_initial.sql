CREATE TABLE "accounts" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"user_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp with time zone,
	"refresh_token_expires_at" timestamp with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth_rate_limits" (
	"id" text PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"count" integer NOT NULL,
	"last_request" bigint NOT NULL,
	CONSTRAINT "auth_rate_limits_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"token" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sessions_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "users_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "verifications" (
	"id" text PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"merchant_id" text NOT NULL,
	"name" text NOT NULL,
	"prefix" text NOT NULL,
	"secret_sha256" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "api_keys_secret" UNIQUE("secret_sha256")
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"merchant_id" text NOT NULL,
	"key" text NOT NULL,
	"request_sha256" "bytea" NOT NULL,
	"order_id" text NOT NULL,
	"response" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "idempotency_keys_pk" PRIMARY KEY("merchant_id","key")
);
--> statement-breakpoint
CREATE TABLE "members" (
	"merchant_id" text NOT NULL,
	"user_id" text NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "members_pk" PRIMARY KEY("merchant_id","user_id"),
	CONSTRAINT "members_role" CHECK ("members"."role" in ('owner', 'admin', 'finance', 'cashier', 'viewer'))
);
--> statement-breakpoint
CREATE TABLE "merchants" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "shortcodes" (
	"id" text PRIMARY KEY NOT NULL,
	"merchant_id" text NOT NULL,
	"environment" text NOT NULL,
	"base_url" text NOT NULL,
	"type" text NOT NULL,
	"business_short_code" text NOT NULL,
	"party_b" text NOT NULL,
	"consumer_key_hash" "bytea" NOT NULL,
	"consumer_key_sealed" "bytea" NOT NULL,
	"consumer_secret_sealed" "bytea" NOT NULL,
	"pass_key_sealed" "bytea" NOT NULL,
	"is_active" boolean DEFAULT true NOT NULL,
	"queries_per_minute" integer NOT NULL,
	"prompts_per_phone_per_10_min" integer NOT NULL,
	"prompts_per_phone_per_day" integer NOT NULL,
	"attempts_per_order" integer NOT NULL,
	"phones_per_address_per_hour" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "shortcodes_merchant_id" UNIQUE("merchant_id","id"),
	CONSTRAINT "shortcodes_environment" CHECK ("shortcodes"."environment" in ('simulator', 'sandbox', 'live')),
	CONSTRAINT "shortcodes_type" CHECK ("shortcodes"."type" in ('paybill', 'till')),
	CONSTRAINT "shortcodes_limits_positive" CHECK (least("shortcodes"."queries_per_minute", "shortcodes"."prompts_per_phone_per_10_min", "shortcodes"."prompts_per_phone_per_day", "shortcodes"."attempts_per_order", "shortcodes"."phones_per_address_per_hour") >= 1)
);
--> statement-breakpoint
CREATE TABLE "orders" (
	"id" text PRIMARY KEY NOT NULL,
	"merchant_id" text NOT NULL,
	"shortcode_id" text NOT NULL,
	"amount_kes" integer NOT NULL,
	"title" text NOT NULL,
	"reference" text,
	"account_reference" text NOT NULL,
	"success_url" text,
	"metadata" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"paid_kes" integer DEFAULT 0 NOT NULL,
	"flags" text[] DEFAULT '{}'::text[] NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"timeline_seq" integer DEFAULT 0 NOT NULL,
	"attempt_count" integer DEFAULT 0 NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "orders_merchant_id" UNIQUE("merchant_id","id"),
	CONSTRAINT "orders_account_reference" UNIQUE("shortcode_id","account_reference"),
	CONSTRAINT "orders_status" CHECK ("orders"."status" in ('open', 'paid', 'overpaid', 'underpaid', 'expired', 'cancelled')),
	CONSTRAINT "orders_flags" CHECK ("orders"."flags" <@ array['late','after_failure','receipt_pending','needs_review','refund_due']::text[]),
	CONSTRAINT "orders_amount" CHECK ("orders"."amount_kes" between 1 and 250000),
	CONSTRAINT "orders_paid" CHECK ("orders"."paid_kes" >= 0),
	CONSTRAINT "orders_title" CHECK (char_length("orders"."title") between 1 and 120),
	CONSTRAINT "orders_account_reference_safe" CHECK ("orders"."account_reference" ~ '^[A-Za-z0-9 -]{1,12}$')
);
--> statement-breakpoint
CREATE TABLE "timeline_events" (
	"merchant_id" text NOT NULL,
	"order_id" text NOT NULL,
	"seq" integer NOT NULL,
	"attempt_id" text,
	"kind" text NOT NULL,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "timeline_events_pk" PRIMARY KEY("order_id","seq"),
	CONSTRAINT "timeline_events_kind" CHECK ("timeline_events"."kind" in ('order_created', 'order_paid', 'order_overpaid', 'order_expired', 'order_cancelled', 'attempt_started', 'push_accepted', 'push_refused', 'push_token_renewed', 'push_not_sent', 'push_unknown', 'callback_received', 'query_answered', 'attempt_unresolved', 'attempt_needs_person', 'attempt_failed', 'attempt_in_review', 'payment_received', 'receipt_received', 'callback_ids_differ', 'receipt_reused', 'second_receipt', 'amount_unknown'))
);
--> statement-breakpoint
CREATE TABLE "attempts" (
	"id" text PRIMARY KEY NOT NULL,
	"merchant_id" text NOT NULL,
	"order_id" text NOT NULL,
	"shortcode_id" text NOT NULL,
	"amount_kes" integer NOT NULL,
	"push" text DEFAULT 'sending' NOT NULL,
	"outcome" text DEFAULT 'pending' NOT NULL,
	"reason" text,
	"reported_amount_kes" integer,
	"token_sha256" "bytea" NOT NULL,
	"submission_id" text,
	"despite_attempt_id" text,
	"data_key_sealed" "bytea",
	"msisdn_sealed" "bytea",
	"msisdn_hash" "bytea",
	"msisdn_last4_hash" "bytea",
	"merchant_request_id" text,
	"checkout_request_id" text,
	"pushed_at" timestamp with time zone,
	"prompt_ends_at" timestamp with time zone,
	"left_pending_at" timestamp with time zone,
	"query_count" integer DEFAULT 0 NOT NULL,
	"next_check_at" timestamp with time zone,
	"check_lease_until" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "attempts_merchant_id" UNIQUE("merchant_id","id"),
	CONSTRAINT "attempts_token" UNIQUE("token_sha256"),
	CONSTRAINT "attempts_submission" UNIQUE("order_id","submission_id"),
	CONSTRAINT "attempts_push" CHECK ("attempts"."push" in ('sending', 'accepted', 'rejected', 'unknown')),
	CONSTRAINT "attempts_outcome" CHECK ("attempts"."outcome" in ('pending', 'unresolved', 'failed', 'review', 'succeeded')),
	CONSTRAINT "attempts_amount" CHECK ("attempts"."amount_kes" between 1 and 250000)
);
--> statement-breakpoint
CREATE TABLE "evidence" (
	"id" text PRIMARY KEY NOT NULL,
	"merchant_id" text NOT NULL,
	"order_id" text NOT NULL,
	"attempt_id" text,
	"source" text NOT NULL,
	"kind" text NOT NULL,
	"code" text,
	"reason" text,
	"amount_kes" integer,
	"receipt" text,
	"merchant_request_id" text,
	"checkout_request_id" text,
	"query_number" integer,
	"raw_sealed" "bytea",
	"raw_sha256" "bytea",
	"received_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"applied_at" timestamp with time zone,
	CONSTRAINT "evidence_source" CHECK ("evidence"."source" in ('push', 'callback', 'query', 'clock', 'person')),
	CONSTRAINT "evidence_kind" CHECK ("evidence"."kind" in ('push_accepted', 'push_refused', 'push_token_rejected', 'push_not_sent', 'push_unknown', 'callback_success', 'callback_failure', 'callback_undetermined', 'callback_unreadable', 'query_succeeded', 'query_failed', 'query_in_progress', 'query_no_answer', 'sending_stale', 'window_ended', 'checks_ended', 'order_expired', 'order_cancelled')),
	CONSTRAINT "evidence_query_numbered" CHECK (("evidence"."source" = 'query') = ("evidence"."query_number" is not null))
);
--> statement-breakpoint
CREATE TABLE "payments" (
	"id" text PRIMARY KEY NOT NULL,
	"merchant_id" text NOT NULL,
	"order_id" text NOT NULL,
	"attempt_id" text NOT NULL,
	"kind" text NOT NULL,
	"amount_kes" integer NOT NULL,
	"receipt" text,
	"counted" boolean NOT NULL,
	"late" boolean NOT NULL,
	"after_failure" boolean NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "payments_receipt" UNIQUE("merchant_id","receipt"),
	CONSTRAINT "payments_attempt" UNIQUE("attempt_id"),
	CONSTRAINT "payments_kind" CHECK ("payments"."kind" in ('stk')),
	CONSTRAINT "payments_amount" CHECK ("payments"."amount_kes" >= 1)
);
--> statement-breakpoint
CREATE TABLE "access_tokens" (
	"consumer_key_hash" "bytea" PRIMARY KEY NOT NULL,
	"token_sealed" "bytea",
	"generation" integer DEFAULT 0 NOT NULL,
	"refresh_at" timestamp with time zone,
	"expires_at" timestamp with time zone,
	"lease_id" text,
	"lease_until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "rate_buckets" (
	"key" text PRIMARY KEY NOT NULL,
	"hits" timestamp with time zone[] NOT NULL,
	"subjects" text[] NOT NULL,
	"burst_limit" integer NOT NULL,
	"burst_window" interval NOT NULL,
	"total_limit" integer NOT NULL,
	"total_window" interval NOT NULL,
	"last_hit_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD CONSTRAINT "idempotency_keys_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shortcodes" ADD CONSTRAINT "shortcodes_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_shortcode" FOREIGN KEY ("merchant_id","shortcode_id") REFERENCES "public"."shortcodes"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "timeline_events" ADD CONSTRAINT "timeline_events_order" FOREIGN KEY ("merchant_id","order_id") REFERENCES "public"."orders"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_order" FOREIGN KEY ("merchant_id","order_id") REFERENCES "public"."orders"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_shortcode" FOREIGN KEY ("merchant_id","shortcode_id") REFERENCES "public"."shortcodes"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_order" FOREIGN KEY ("merchant_id","order_id") REFERENCES "public"."orders"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_attempt" FOREIGN KEY ("merchant_id","attempt_id") REFERENCES "public"."attempts"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_attempt_fk" FOREIGN KEY ("merchant_id","attempt_id") REFERENCES "public"."attempts"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_order" FOREIGN KEY ("merchant_id","order_id") REFERENCES "public"."orders"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "accounts_user" ON "accounts" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "api_keys_merchant" ON "api_keys" USING btree ("merchant_id");--> statement-breakpoint
CREATE INDEX "idempotency_keys_created" ON "idempotency_keys" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "members_user" ON "members" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "shortcodes_one_active" ON "shortcodes" USING btree ("merchant_id") WHERE "shortcodes"."is_active";--> statement-breakpoint
CREATE INDEX "orders_merchant_status" ON "orders" USING btree ("merchant_id","status","id");--> statement-breakpoint
CREATE INDEX "orders_open_expiry" ON "orders" USING btree ("expires_at") WHERE "orders"."status" = 'open';--> statement-breakpoint
CREATE INDEX "orders_updated" ON "orders" USING btree ("updated_at");--> statement-breakpoint
CREATE UNIQUE INDEX "attempts_one_live" ON "attempts" USING btree ("order_id") WHERE "attempts"."outcome" = 'pending';--> statement-breakpoint
CREATE INDEX "attempts_order_created" ON "attempts" USING btree ("order_id","created_at");--> statement-breakpoint
CREATE INDEX "attempts_merchant_newest" ON "attempts" USING btree ("merchant_id","id");--> statement-breakpoint
CREATE INDEX "attempts_merchant_outcome" ON "attempts" USING btree ("merchant_id","outcome","id");--> statement-breakpoint
CREATE INDEX "attempts_due" ON "attempts" USING btree ("next_check_at") WHERE "attempts"."next_check_at" is not null;--> statement-breakpoint
CREATE INDEX "attempts_pending_age" ON "attempts" USING btree ("created_at") WHERE "attempts"."outcome" = 'pending' or "attempts"."push" = 'sending';--> statement-breakpoint
CREATE INDEX "attempts_msisdn" ON "attempts" USING btree ("merchant_id","msisdn_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "evidence_callback_once" ON "evidence" USING btree ("attempt_id","raw_sha256") WHERE "evidence"."source" = 'callback';--> statement-breakpoint
CREATE UNIQUE INDEX "evidence_query_once" ON "evidence" USING btree ("attempt_id","query_number") WHERE "evidence"."source" = 'query';--> statement-breakpoint
CREATE UNIQUE INDEX "evidence_clock_once" ON "evidence" USING btree ("order_id","kind",coalesce("attempt_id", '')) WHERE "evidence"."source" = 'clock';--> statement-breakpoint
CREATE INDEX "evidence_attempt_received" ON "evidence" USING btree ("attempt_id","received_at");--> statement-breakpoint
CREATE INDEX "evidence_unapplied" ON "evidence" USING btree ("received_at") WHERE "evidence"."applied_at" is null;--> statement-breakpoint
CREATE INDEX "payments_order_created" ON "payments" USING btree ("order_id","created_at");--> statement-breakpoint
CREATE INDEX "payments_merchant_newest" ON "payments" USING btree ("merchant_id","id");