CREATE TABLE "order_notes" (
	"id" text PRIMARY KEY NOT NULL,
	"merchant_id" text NOT NULL,
	"order_id" text NOT NULL,
	"author_id" text NOT NULL,
	"author_name" text NOT NULL,
	"text" text NOT NULL,
	"submission" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "order_notes_submission" UNIQUE("merchant_id","order_id","submission"),
	CONSTRAINT "order_notes_text" CHECK (char_length("order_notes"."text") between 1 and 1000)
);
--> statement-breakpoint
ALTER TABLE "order_notes" ADD CONSTRAINT "order_notes_order" FOREIGN KEY ("merchant_id","order_id") REFERENCES "public"."orders"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "order_notes_newest" ON "order_notes" USING btree ("merchant_id","order_id","created_at","id");--> statement-breakpoint
-- Who wrote a note is in its row: people leave, and what they wrote stays theirs.
GRANT SELECT (id, merchant_id, order_id, author_name, text, created_at) ON order_notes TO malipo_tenant;
--> statement-breakpoint
ALTER TABLE order_notes ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_rows ON order_notes FOR SELECT TO malipo_tenant
  USING (merchant_id = current_setting('malipo.merchant_id', true));
--> statement-breakpoint
CREATE FUNCTION order_notes_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'notes are append-only' USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
--> statement-breakpoint
CREATE TRIGGER order_notes_append_only BEFORE UPDATE OR DELETE ON order_notes
  FOR EACH ROW EXECUTE FUNCTION order_notes_append_only();
--> statement-breakpoint
-- Open pages of a merchant are told when any of its orders moves, is made, or gets a note. On the same
-- channel as the orders themselves: the payload is the merchant's id and nothing else, and equal
-- payloads of one transaction are one notification.
CREATE OR REPLACE FUNCTION order_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('malipo_order', NEW.id);
  PERFORM pg_notify('malipo_order', NEW.merchant_id);
  RETURN NULL;
END;
$$;
--> statement-breakpoint
CREATE FUNCTION merchant_rows_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('malipo_order', merchant_id) FROM (SELECT DISTINCT merchant_id FROM added) AS merchants;
  RETURN NULL;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER orders_added AFTER INSERT ON orders
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION merchant_rows_added();
--> statement-breakpoint
CREATE TRIGGER order_notes_added AFTER INSERT ON order_notes
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION merchant_rows_added();
