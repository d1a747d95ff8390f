CREATE TABLE "payment_link_orders" (
	"merchant_id" text NOT NULL,
	"link_id" text NOT NULL,
	"order_id" text NOT NULL,
	"submission" text NOT NULL,
	CONSTRAINT "payment_link_orders_pk" PRIMARY KEY("merchant_id","order_id"),
	CONSTRAINT "payment_link_orders_submission" UNIQUE("merchant_id","link_id","submission")
);
--> statement-breakpoint
CREATE TABLE "payment_links" (
	"id" text PRIMARY KEY NOT NULL,
	"merchant_id" text NOT NULL,
	"title" text NOT NULL,
	"amount_kes" integer,
	"min_kes" integer,
	"max_kes" integer,
	"stock" integer,
	"order_count" integer DEFAULT 0 NOT NULL,
	"is_active" boolean DEFAULT true NOT NULL,
	"expires_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "payment_links_merchant_id" UNIQUE("merchant_id","id"),
	CONSTRAINT "payment_links_title" CHECK (char_length("payment_links"."title") between 1 and 120),
	CONSTRAINT "payment_links_amount" CHECK (("payment_links"."amount_kes" is not null and "payment_links"."amount_kes" between 1 and 250000 and "payment_links"."min_kes" is null and "payment_links"."max_kes" is null)
        or ("payment_links"."amount_kes" is null and "payment_links"."min_kes" is not null and "payment_links"."max_kes" is not null
          and "payment_links"."min_kes" between 1 and "payment_links"."max_kes" and "payment_links"."max_kes" <= 250000)),
	CONSTRAINT "payment_links_stock" CHECK ("payment_links"."stock" between 1 and 100000),
	CONSTRAINT "payment_links_order_count" CHECK ("payment_links"."order_count" >= 0)
);
--> statement-breakpoint
ALTER TABLE "payment_link_orders" ADD CONSTRAINT "payment_link_orders_link" FOREIGN KEY ("merchant_id","link_id") REFERENCES "public"."payment_links"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_link_orders" ADD CONSTRAINT "payment_link_orders_order" FOREIGN KEY ("merchant_id","order_id") REFERENCES "public"."orders"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_links" ADD CONSTRAINT "payment_links_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- Of a link all is the merchant's own; of an order's form not even the merchant reads the id.
GRANT SELECT ON payment_links TO malipo_tenant;
--> statement-breakpoint
GRANT SELECT (merchant_id, link_id, order_id) ON payment_link_orders TO malipo_tenant;
--> statement-breakpoint
ALTER TABLE payment_links ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_rows ON payment_links FOR SELECT TO malipo_tenant
  USING (merchant_id = current_setting('malipo.merchant_id', true));
--> statement-breakpoint
ALTER TABLE payment_link_orders ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_rows ON payment_link_orders FOR SELECT TO malipo_tenant
  USING (merchant_id = current_setting('malipo.merchant_id', true));
