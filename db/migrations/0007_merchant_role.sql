-- What merchants see is read as the role `malipo_tenant`, in a read-only transaction that names the
-- merchant in `malipo.merchant_id` (db/read-as-merchant.ts). Policies let through the rows of that
-- merchant alone, and none where no merchant is named. The product's own role owns the tables and is
-- not restricted. A new table with `merchant_id` gets a policy here below, in its own migration;
-- db/merchant-role.db.test.ts asks for it.

-- Roles belong to the server, not to the database: another database may make this one at the same
-- moment, and a person may have made it for a role that is not allowed to (docs/hosting.md).
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'malipo_tenant') THEN
    BEGIN
      CREATE ROLE malipo_tenant NOLOGIN;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL;
    END;
  END IF;
  IF NOT pg_has_role(
    'malipo_tenant',
    CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END
  ) THEN
    BEGIN
      GRANT malipo_tenant TO CURRENT_USER;
    EXCEPTION WHEN unique_violation THEN
      NULL;
    END;
  END IF;
END;
$$;
--> statement-breakpoint
DO $$
BEGIN
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO malipo_tenant', current_schema());
END;
$$;
--> statement-breakpoint
-- All of it is the merchant's own.
GRANT SELECT ON merchants, members, orders, timeline_events, evidence, payments, invariant_offenders
  TO malipo_tenant;
--> statement-breakpoint
-- Credentials, digests of secrets and what the core keeps for itself stay out.
GRANT SELECT (
  id, merchant_id, environment, base_url, type, business_short_code, party_b, is_active,
  queries_per_minute, prompts_per_phone_per_10_min, prompts_per_phone_per_day, attempts_per_order,
  phones_per_address_per_hour, created_at
) ON shortcodes TO malipo_tenant;
--> statement-breakpoint
GRANT SELECT (id, merchant_id, name, prefix, created_at, revoked_at) ON api_keys TO malipo_tenant;
--> statement-breakpoint
GRANT SELECT (
  id, merchant_id, order_id, shortcode_id, amount_kes, push, outcome, reason, reported_amount_kes,
  despite_attempt_id, data_key_sealed, msisdn_sealed, msisdn_hash, msisdn_last4_hash,
  merchant_request_id, checkout_request_id, pushed_at, prompt_ends_at, left_pending_at, query_count,
  next_check_at, created_at, updated_at
) ON attempts TO malipo_tenant;
--> statement-breakpoint
-- Of people no more than a list of members shows, and only those of the merchant.
GRANT SELECT (id, name, email) ON users TO malipo_tenant;
--> statement-breakpoint
ALTER TABLE merchants ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_rows ON merchants FOR SELECT TO malipo_tenant
  USING (id = current_setting('malipo.merchant_id', true));
--> statement-breakpoint
ALTER TABLE members ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_rows ON members FOR SELECT TO malipo_tenant
  USING (merchant_id = current_setting('malipo.merchant_id', true));
--> statement-breakpoint
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
-- The members that this reads are those that their own policy lets through.
CREATE POLICY own_rows ON users FOR SELECT TO malipo_tenant
  USING (id IN (SELECT user_id FROM members));
--> statement-breakpoint
ALTER TABLE shortcodes ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_rows ON shortcodes FOR SELECT TO malipo_tenant
  USING (merchant_id = current_setting('malipo.merchant_id', true));
--> statement-breakpoint
ALTER TABLE api_keys ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_rows ON api_keys FOR SELECT TO malipo_tenant
  USING (merchant_id = current_setting('malipo.merchant_id', true));
--> statement-breakpoint
ALTER TABLE idempotency_keys ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_rows ON idempotency_keys FOR SELECT TO malipo_tenant
  USING (merchant_id = current_setting('malipo.merchant_id', true));
--> statement-breakpoint
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_rows ON orders FOR SELECT TO malipo_tenant
  USING (merchant_id = current_setting('malipo.merchant_id', true));
--> statement-breakpoint
ALTER TABLE timeline_events ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_rows ON timeline_events FOR SELECT TO malipo_tenant
  USING (merchant_id = current_setting('malipo.merchant_id', true));
--> statement-breakpoint
ALTER TABLE attempts ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_rows ON attempts FOR SELECT TO malipo_tenant
  USING (merchant_id = current_setting('malipo.merchant_id', true));
--> statement-breakpoint
ALTER TABLE evidence ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_rows ON evidence FOR SELECT TO malipo_tenant
  USING (merchant_id = current_setting('malipo.merchant_id', true));
--> statement-breakpoint
ALTER TABLE payments ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_rows ON payments FOR SELECT TO malipo_tenant
  USING (merchant_id = current_setting('malipo.merchant_id', true));
--> statement-breakpoint
ALTER TABLE invariant_offenders ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_rows ON invariant_offenders FOR SELECT TO malipo_tenant
  USING (merchant_id = current_setting('malipo.merchant_id', true));
