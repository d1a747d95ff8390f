CREATE TABLE "daily_mail_readers" (
	"merchant_id" text NOT NULL,
	"user_id" text NOT NULL,
	"language" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "daily_mail_readers_pk" PRIMARY KEY("merchant_id","user_id"),
	CONSTRAINT "daily_mail_readers_language" CHECK ("daily_mail_readers"."language" in ('en', 'sw'))
);
--> statement-breakpoint
CREATE TABLE "daily_mails" (
	"merchant_id" text NOT NULL,
	"user_id" text NOT NULL,
	"day" date NOT NULL,
	"state" text DEFAULT 'sending' NOT NULL,
	"tries" integer DEFAULT 1 NOT NULL,
	"claimed_at" timestamp with time zone NOT NULL,
	"again_at" timestamp with time zone,
	CONSTRAINT "daily_mails_pk" PRIMARY KEY("merchant_id","user_id","day"),
	CONSTRAINT "daily_mails_state" CHECK ("daily_mails"."state" in ('sending', 'sent', 'refused', 'unknown')),
	CONSTRAINT "daily_mails_tries" CHECK ("daily_mails"."tries" >= 1)
);
--> statement-breakpoint
ALTER TABLE "daily_mail_readers" ADD CONSTRAINT "daily_mail_readers_member" FOREIGN KEY ("merchant_id","user_id") REFERENCES "public"."members"("merchant_id","user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "daily_mails" ADD CONSTRAINT "daily_mails_member" FOREIGN KEY ("merchant_id","user_id") REFERENCES "public"."members"("merchant_id","user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "daily_mails_day" ON "daily_mails" USING btree ("day");--> statement-breakpoint
-- Whether somebody gets the mail is shown to them; which mails went out is the sweeper's alone.
GRANT SELECT ON daily_mail_readers TO malipo_tenant;
--> statement-breakpoint
ALTER TABLE daily_mail_readers ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_rows ON daily_mail_readers FOR SELECT TO malipo_tenant
  USING (merchant_id = current_setting('malipo.merchant_id', true));
--> statement-breakpoint
ALTER TABLE daily_mails ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_rows ON daily_mails FOR SELECT TO malipo_tenant
  USING (merchant_id = current_setting('malipo.merchant_id', true));
