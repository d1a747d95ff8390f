-- Evidence is never changed (design.md, rule 12): the one update allowed sets applied_at from null
-- to a time, and rows are never deleted.
CREATE FUNCTION evidence_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE'
    AND OLD.applied_at IS NULL
    AND NEW.applied_at IS NOT NULL
    AND to_jsonb(OLD) - 'applied_at' = to_jsonb(NEW) - 'applied_at'
  THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'evidence is append-only' USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
--> statement-breakpoint
CREATE TRIGGER evidence_append_only BEFORE UPDATE OR DELETE ON evidence
  FOR EACH ROW EXECUTE FUNCTION evidence_append_only();
