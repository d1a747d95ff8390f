import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import { Pool } from "pg";
import { hideParametersInErrors } from "./private-errors";
import { type ReadAsMerchant, readingAsMerchant } from "./read-as-merchant";
import { releaseAfterTransactions } from "./transactions";

/** A pool of Postgres connections with Drizzle over it. Every statement is its own transaction. */
export type Db = NodePgDatabase;

export type DatabaseOptions = {
  url: string;
  /** No statement of this pool is slower; a stuck one must not hold its connection for ever. 15 s. */
  statementTimeoutMs?: number;
  /** Most connections this pool may hold. */
  maxConnections: number;
  /** Shown in pg_stat_activity, so that a person can tell the pools apart. */
  applicationName: string;
  /** Told when an idle connection dies; the pool replaces it by itself. */
  onConnectionError: (error: Error) => void;
};

const CONNECT_TIMEOUT_MS = 4_000;
const STATEMENT_TIMEOUT_MS = 15_000;
const LOCK_TIMEOUT_MS = 5_000;
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 10_000;

/**
 * Opens a pool. Nothing connects until the first query. Statements are never named, so the pool
 * works behind a transaction pooler too; the limits go out as start-up options where the server is
 * reached directly (`pooled: false`) and are set by role otherwise.
 */
export function openDatabase(options: DatabaseOptions & { pooled?: boolean }): {
  /** As the address's own role, which owns the tables: no policy restricts it. */
  db: Db;
  /** As the role that sees one merchant's rows, over the same connections. */
  readAsMerchant: ReadAsMerchant;
  close: () => Promise<void>;
} {
  hideParametersInErrors();
  const { statementTimeoutMs = STATEMENT_TIMEOUT_MS } = options;
  const pool = new Pool({
    connectionString: options.url,
    max: options.maxConnections,
    application_name: options.applicationName,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    query_timeout: statementTimeoutMs + 1_000,
    ...(options.pooled === true
      ? {}
      : {
          statement_timeout: statementTimeoutMs,
          lock_timeout: LOCK_TIMEOUT_MS,
          idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
        }),
  });
  pool.on("error", options.onConnectionError);
  pool.on("connect", (client) => client.on("error", options.onConnectionError));
  const db = drizzle(pool);
  releaseAfterTransactions(db, pool);
  return { db, readAsMerchant: readingAsMerchant(pool), close: () => pool.end() };
}
