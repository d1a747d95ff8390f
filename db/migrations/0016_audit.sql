CREATE TABLE "audit_entries" (
	"merchant_id" text NOT NULL,
	"seq" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text,
	"actor_name" text,
	"actor_email" text,
	"address" text,
	"user_agent" text,
	"action" text NOT NULL,
	"subject_kind" text,
	"subject_id" text,
	"before" json,
	"after" json,
	"previous_hash" "bytea" NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "audit_entries_pk" PRIMARY KEY("merchant_id","seq"),
	CONSTRAINT "audit_entries_actor" CHECK ("audit_entries"."actor_kind" in ('person', 'key', 'clock', 'operator')),
	CONSTRAINT "audit_entries_action" CHECK ("audit_entries"."action" in ('signed_in', 'second_factor_failed', 'password_changed', 'second_factor_on', 'second_factor_off', 'session_revoked', 'setup_link_used', 'merchant_made', 'person_invited', 'invitation_revoked', 'invitation_accepted', 'role_changed', 'person_removed', 'key_made', 'key_revoked', 'link_made', 'link_switched', 'order_made', 'order_cancelled', 'payments_exported', 'orders_exported', 'shortcode_added', 'shortcode_changed', 'shortcode_checked', 'shortcode_switched', 'case_decided', 'note_added', 'policy_changed', 'number_shown', 'customer_looked_up', 'customer_exported', 'customer_erased', 'retention_changed', 'retention_erased')),
	CONSTRAINT "audit_entries_subject" CHECK ("audit_entries"."subject_kind" in ('merchant', 'person', 'session', 'invitation', 'key', 'link', 'order', 'attempt', 'payment', 'shortcode', 'policy')),
	CONSTRAINT "audit_entries_small" CHECK (octet_length("audit_entries"."before"::text) <= 4096 and octet_length("audit_entries"."after"::text) <= 4096)
);
--> statement-breakpoint
CREATE TABLE "audit_heads" (
	"merchant_id" text PRIMARY KEY NOT NULL,
	"seq" integer NOT NULL,
	"hash" "bytea" NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit_entries" ADD CONSTRAINT "audit_entries_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_entries_person" ON "audit_entries" USING btree ("merchant_id","actor_id","seq");--> statement-breakpoint
CREATE INDEX "audit_entries_of_action" ON "audit_entries" USING btree ("merchant_id","action","seq");--> statement-breakpoint
CREATE INDEX "audit_entries_at" ON "audit_entries" USING btree ("merchant_id","at");--> statement-breakpoint
-- A field as its hash sees it: how many bytes, and those; "-" for none. So no two entries that differ
-- are the same bytes. lib/audit/verify-chain.ts says the same in another language.
CREATE FUNCTION audit_field(value text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(octet_length(value)::text || ':' || value, '-') || ',';
$$;
--> statement-breakpoint
-- One chain a merchant: an entry is numbered after the one before it and hashed with that one's hash.
-- The row of audit_heads is locked until the entry is committed, so writers at once make one chain.
CREATE FUNCTION audit_entries_chain() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  head audit_heads%ROWTYPE;
BEGIN
  INSERT INTO audit_heads AS held (merchant_id, seq, hash) VALUES (NEW.merchant_id, 1, '')
  ON CONFLICT (merchant_id) DO UPDATE SET seq = held.seq + 1
  RETURNING * INTO head;
  NEW.seq := head.seq;
  NEW.at := clock_timestamp();
  NEW.previous_hash := head.hash;
  NEW.hash := sha256(head.hash || convert_to(
    audit_field(NEW.merchant_id)
    || audit_field(NEW.seq::text)
    || audit_field(to_char(NEW.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
    || audit_field(NEW.actor_kind) || audit_field(NEW.actor_id)
    || audit_field(NEW.actor_name) || audit_field(NEW.actor_email)
    || audit_field(NEW.address) || audit_field(NEW.user_agent)
    || audit_field(NEW.action)
    || audit_field(NEW.subject_kind) || audit_field(NEW.subject_id)
    || audit_field(NEW.before::text) || audit_field(NEW.after::text), 'UTF8'));
  UPDATE audit_heads SET hash = NEW.hash WHERE merchant_id = NEW.merchant_id;
  RETURN NEW;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER audit_entries_chain BEFORE INSERT ON audit_entries
  FOR EACH ROW EXECUTE FUNCTION audit_entries_chain();
--> statement-breakpoint
-- Written once and never changed, by grant and by trigger.
CREATE FUNCTION audit_entries_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit is append-only' USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
--> statement-breakpoint
CREATE TRIGGER audit_entries_append_only BEFORE UPDATE OR DELETE ON audit_entries
  FOR EACH ROW EXECUTE FUNCTION audit_entries_append_only();
--> statement-breakpoint
CREATE TRIGGER audit_entries_no_truncate BEFORE TRUNCATE ON audit_entries
  FOR EACH STATEMENT EXECUTE FUNCTION audit_entries_append_only();
--> statement-breakpoint
REVOKE UPDATE, DELETE, TRUNCATE ON audit_entries FROM CURRENT_USER;
--> statement-breakpoint
GRANT SELECT ON audit_entries, audit_heads TO malipo_tenant;
--> statement-breakpoint
ALTER TABLE audit_entries ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_rows ON audit_entries FOR SELECT TO malipo_tenant
  USING (merchant_id = current_setting('malipo.merchant_id', true));
--> statement-breakpoint
ALTER TABLE audit_heads ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_rows ON audit_heads FOR SELECT TO malipo_tenant
  USING (merchant_id = current_setting('malipo.merchant_id', true));
