import { sql, type SQL } from "drizzle-orm";

/** A receipt that is on its way is not worth somebody's time before this. */
const RECEIPT_PATIENCE_MINUTES = 30;

/**
 * The orders of a merchant that wait for a person: one condition for the list, for its count and for
 * the home page. Left out are those where the next step is another's for now: a receipt that may still
 * arrive, and a rest that the customer was asked for. `cases <> '{}'` is the condition of an index.
 */
export const isWaiting = (merchantId: string): SQL => sql`
  orders.merchant_id = ${merchantId} and orders.cases <> '{}'::text[]
  and not (orders.cases = '{receipt_pending}'::text[] and orders.cases_since
    > statement_timestamp() - make_interval(mins => ${RECEIPT_PATIENCE_MINUTES}::int))
  and not (orders.cases = '{underpaid}'::text[] and orders.rest_asked
    and orders.expires_at > statement_timestamp())`;
