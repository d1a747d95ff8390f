ALTER TABLE "merchants" ADD COLUMN "retention_months" integer;--> statement-breakpoint
ALTER TABLE "merchants" ADD CONSTRAINT "merchants_retention" CHECK ("merchants"."retention_months" between 3 and 120);--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "erased_at" timestamp with time zone;--> statement-breakpoint
GRANT SELECT (erased_at) ON attempts TO malipo_tenant;--> statement-breakpoint
-- Why an attempt cannot be erased yet; null if it can. Money may still come, a question to M-Pesa is
-- under way, or what came is not applied: all of that needs its ids as they are.
CREATE FUNCTION attempt_in_use(a attempts) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE
    WHEN a.outcome = 'review' AND a.decision IS NULL THEN 'review'
    WHEN a.outcome = 'pending' OR a.push = 'sending' OR a.next_check_at IS NOT NULL
      OR a.check_lease_until > clock_timestamp() THEN 'open'
    WHEN a.outcome = 'unresolved' AND NOT EXISTS (
      SELECT FROM evidence e WHERE e.attempt_id = a.id AND e.kind = 'checks_ended') THEN 'open'
    WHEN EXISTS (
      SELECT FROM evidence e WHERE e.attempt_id = a.id AND e.applied_at IS NULL) THEN 'open'
  END;
$$;
--> statement-breakpoint
-- Destroys what an attempt holds of its payer: the data key, and with it the number and every raw body
-- sealed under it; the keyed hashes; the digests of raw bodies, which a number could be tried against;
-- and CheckoutRequestIDs, which end in the number: each becomes a name that says only which of the
-- attempt's it was, so that whatever compared them still does. Amounts, receipts, times and outcomes
-- stay. False if it is erased already or in use. Whoever stores evidence of the attempt holds the same
-- lock (migration 0004), and each statement of a function sees what was committed before it.
CREATE FUNCTION erase_attempt(attempt text) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  held attempts%ROWTYPE;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(attempt, 0));
  SELECT * INTO held FROM attempts WHERE id = attempt AND erased_at IS NULL FOR NO KEY UPDATE;
  IF NOT FOUND OR attempt_in_use(held) IS NOT NULL THEN
    RETURN false;
  END IF;
  UPDATE attempts SET
    erased_at = clock_timestamp(),
    data_key_sealed = NULL, msisdn_sealed = NULL, msisdn_hash = NULL, msisdn_last4_hash = NULL,
    checkout_request_id = CASE WHEN checkout_request_id IS NULL THEN NULL ELSE 'erased-1' END
  WHERE id = attempt;
  UPDATE evidence e SET
    raw_sha256 = NULL,
    checkout_request_id = CASE
      WHEN e.checkout_request_id IS NULL OR e.checkout_request_id = '?' THEN e.checkout_request_id
      WHEN e.checkout_request_id = held.checkout_request_id THEN 'erased-1'
      ELSE (
        SELECT 'erased-' || (named.nth + 1) FROM (
          SELECT o.checkout_request_id, dense_rank() OVER (ORDER BY o.checkout_request_id) AS nth
          FROM evidence o
          WHERE o.attempt_id = attempt AND o.checkout_request_id <> '?'
            AND o.checkout_request_id IS DISTINCT FROM held.checkout_request_id
        ) AS named
        WHERE named.checkout_request_id = e.checkout_request_id LIMIT 1
      )
    END
  WHERE e.attempt_id = attempt AND (e.raw_sha256 IS NOT NULL OR e.checkout_request_id IS NOT NULL);
  RETURN true;
END;
$$;
--> statement-breakpoint
-- The second change that evidence allows, once its attempt is erased.
CREATE OR REPLACE FUNCTION evidence_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE'
    AND OLD.applied_at IS NULL
    AND NEW.applied_at IS NOT NULL
    AND to_jsonb(OLD) - 'applied_at' = to_jsonb(NEW) - 'applied_at'
  THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'UPDATE'
    AND to_jsonb(OLD) - ARRAY['checkout_request_id', 'raw_sha256']
      = to_jsonb(NEW) - ARRAY['checkout_request_id', 'raw_sha256']
    AND NEW.raw_sha256 IS NULL
    AND (NEW.checkout_request_id IS NOT DISTINCT FROM OLD.checkout_request_id
      OR (OLD.checkout_request_id IS NOT NULL AND NEW.checkout_request_id ~ '^erased-[0-9]+$'))
    AND EXISTS (SELECT FROM attempts WHERE id = NEW.attempt_id AND erased_at IS NOT NULL)
  THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'evidence is append-only' USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
--> statement-breakpoint
-- What still comes for an erased attempt counts as money does, and brings nothing of the payer back.
-- The address that it came to proves whose it is; MerchantRequestID is still compared.
CREATE FUNCTION evidence_of_erased() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  known text;
BEGIN
  SELECT checkout_request_id INTO known FROM attempts
  WHERE id = NEW.attempt_id AND erased_at IS NOT NULL;
  IF FOUND THEN
    NEW.raw_sha256 := NULL;
    NEW.raw_sealed := NULL;
    IF NEW.checkout_request_id <> '?' THEN
      NEW.checkout_request_id := known;
    END IF;
  END IF;
  RETURN NEW;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER evidence_of_erased BEFORE INSERT ON evidence
  FOR EACH ROW WHEN (NEW.checkout_request_id IS NOT NULL OR NEW.raw_sha256 IS NOT NULL)
  EXECUTE FUNCTION evidence_of_erased();
--> statement-breakpoint
-- Whoever writes an attempt from what they read before it was erased brings nothing of it back.
CREATE FUNCTION attempts_stay_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.erased_at := OLD.erased_at;
  NEW.data_key_sealed := NULL;
  NEW.msisdn_sealed := NULL;
  NEW.msisdn_hash := NULL;
  NEW.msisdn_last4_hash := NULL;
  NEW.checkout_request_id := OLD.checkout_request_id;
  RETURN NEW;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER attempts_stay_erased BEFORE UPDATE ON attempts
  FOR EACH ROW WHEN (OLD.erased_at IS NOT NULL) EXECUTE FUNCTION attempts_stay_erased();
--> statement-breakpoint
-- They answer for a day (contract) and were kept for ever; those of the counter held a digest that a
-- number could be tried against.
DELETE FROM idempotency_keys WHERE created_at <= now() - interval '24 hours';
