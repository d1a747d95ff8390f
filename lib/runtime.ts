import { openDatabase, type Db } from "@/db/client";
import type { ReadAsMerchant } from "@/db/read-as-merchant";
import { env, type Env } from "./env";
import { openLog, type Log } from "./log";
import { openOrderChanges, type OrderChanges } from "./order-changes/order-changes";

/** What the verbs of this product work with; passed in, so that tests pass their own. */
export type Runtime = {
  env: Env;
  /** The core's, for reads and everything that may be slow; like `moneyDb` it sees every merchant. */
  db: Db;
  /** Reserved for callbacks, starts and evidence, so that a slow report never blocks money. */
  moneyDb: Db;
  /** For what merchants see, by way of `asMerchant`: one merchant's rows, over the pool of `db`. */
  readAsMerchant: ReadAsMerchant;
  log: Log;
  fetch: typeof fetch;
  /** Silent until it is started, as a server process does. */
  orderChanges: OrderChanges;
};

const MONEY_CONNECTIONS = 6;
const OTHER_CONNECTIONS = 8;

/** Money moves in short statements: after a silent database these connections are soon free again. */
const MONEY_STATEMENT_TIMEOUT_MS = 8_000;

/** Opens a runtime over an environment; `close` ends its connections. */
export function openRuntime(environment: Env): Runtime & { close: () => Promise<void> } {
  const log = openLog(environment.LOG_LEVEL);
  const open = (applicationName: string, maxConnections: number, statementTimeoutMs?: number) =>
    openDatabase({
      url: environment.DATABASE_URL,
      pooled: environment.DATABASE_POOLER === "transaction",
      maxConnections,
      ...(statementTimeoutMs === undefined ? {} : { statementTimeoutMs }),
      applicationName,
      onConnectionError: (error) => log.warn("a database connection ended", { error }),
    });
  const money = open("malipo-money", MONEY_CONNECTIONS, MONEY_STATEMENT_TIMEOUT_MS);
  const other = open("malipo", OTHER_CONNECTIONS);
  const orderChanges = openOrderChanges(environment, log);
  return {
    env: environment,
    db: other.db,
    moneyDb: money.db,
    readAsMerchant: other.readAsMerchant,
    log,
    fetch: globalThis.fetch,
    orderChanges,
    close: async () => {
      await Promise.all([orderChanges.stop(), money.close(), other.close()]);
    },
  };
}

declare global {
  var malipoRuntime: Runtime | undefined;
}

/**
 * The process's runtime, opened at first use. Kept on globalThis because a server may load this
 * module more than once (one copy per bundle) and must still hold one set of pools.
 */
export function runtime(): Runtime {
  globalThis.malipoRuntime ??= openRuntime(env());
  return globalThis.malipoRuntime;
}
