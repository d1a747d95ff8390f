-- When evidence of an attempt is received, by this clock, in whole milliseconds: later than all that
-- is stored of the attempt. The lock lasts until the row is committed, and a millisecond passes under
-- it. `ago` is for what was kept outside the database meanwhile: it arrived so long ago, but no earlier
-- than what is stored already. A function, because each of its statements sees what was committed
-- while it waited for the lock; a single statement would not.
CREATE FUNCTION evidence_received_at(attempt text, ago interval) RETURNS timestamptz
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  arrived timestamptz;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(attempt, 0));
  PERFORM pg_sleep(0.001);
  IF ago IS NULL THEN
    RETURN date_trunc('milliseconds', clock_timestamp());
  END IF;
  SELECT greatest(
    clock_timestamp() - ago,
    (SELECT created_at FROM attempts WHERE id = attempt),
    (SELECT max(received_at) + interval '1 millisecond' FROM evidence WHERE attempt_id = attempt)
  ) INTO arrived;
  RETURN date_trunc('milliseconds', arrived);
END;
$$;
