import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import type { Pool } from "pg";

/**
 * Makes the transactions of `db` always give their connection back. Drizzle's own says `begin`
 * outside its `try`: a connection that is ended just then is never released, and after as many of
 * them as the pool is wide it serves nobody any more. Here a transaction that fails, for whatever
 * reason, closes its connection: whether a `rollback` arrived need not be known, and no statement
 * can come into what an earlier transaction left open.
 */
export function releaseAfterTransactions(db: NodePgDatabase, pool: Pool): void {
  db.transaction = async (work, config) => {
    const client = await pool.connect();
    try {
      const result = await drizzle(client).transaction(work, config);
      client.release();
      return result;
    } catch (error) {
      client.release(true);
      throw error;
    }
  };
}
