-- Whoever waits for an order is told when its version moves: at commit, in the statement that moves it,
-- whichever it is. The payload is the order's id and nothing else; what changed is read afresh.
CREATE FUNCTION order_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('malipo_order', NEW.id);
  RETURN NULL;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER order_changed AFTER UPDATE ON orders
  FOR EACH ROW WHEN (OLD.version IS DISTINCT FROM NEW.version) EXECUTE FUNCTION order_changed();
