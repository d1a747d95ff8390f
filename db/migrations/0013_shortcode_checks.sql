CREATE TABLE "shortcode_checks" (
	"id" text PRIMARY KEY NOT NULL,
	"merchant_id" text NOT NULL,
	"shortcode_id" text NOT NULL,
	"kind" text NOT NULL,
	"steps" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"order_id" text,
	"checked_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "shortcode_checks_kind" CHECK ("shortcode_checks"."kind" in ('connection', 'push'))
);
--> statement-breakpoint
ALTER TABLE "shortcodes" ADD COLUMN "credentials_changed_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "shortcode_checks" ADD CONSTRAINT "shortcode_checks_shortcode" FOREIGN KEY ("merchant_id","shortcode_id") REFERENCES "public"."shortcodes"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shortcode_checks" ADD CONSTRAINT "shortcode_checks_order" FOREIGN KEY ("merchant_id","order_id") REFERENCES "public"."orders"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "shortcode_checks_newest" ON "shortcode_checks" USING btree ("merchant_id","shortcode_id","created_at");--> statement-breakpoint
UPDATE "shortcodes" SET "credentials_changed_at" = "created_at";--> statement-breakpoint
GRANT SELECT (credentials_changed_at) ON shortcodes TO malipo_tenant;--> statement-breakpoint
GRANT SELECT ON shortcode_checks TO malipo_tenant;--> statement-breakpoint
ALTER TABLE shortcode_checks ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY own_rows ON shortcode_checks FOR SELECT TO malipo_tenant
  USING (merchant_id = current_setting('malipo.merchant_id', true));
