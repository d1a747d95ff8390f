import { DrizzleQueryError } from "drizzle-orm";
import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import { escapeLiteral, type Pool, type PoolClient } from "pg";

/** The role that reads for a merchant; migration 0007 says what it may see. */
export const MERCHANT_ROLE = "malipo_tenant";
/** Names the merchant whose rows the policies of that role let through. */
export const MERCHANT_SETTING = "malipo.merchant_id";

/** What a reading may do: it has no way to write, and Postgres would refuse. */
export type MerchantDb = Pick<NodePgDatabase, "select" | "selectDistinct" | "execute" | "with">;

type Reading<Value> = (db: MerchantDb) => Promise<Value>;

/** Runs a reading over one merchant's rows and answers what it answers; see `readingAsMerchant`. */
export type ReadAsMerchant = <Value>(merchantId: string, reading: Reading<Value>) => Promise<Value>;

/** Goes into the statement as text, because a statement with parameters cannot begin a transaction. */
const MERCHANT_ID = /^[A-Za-z0-9_]{1,64}$/;

/**
 * Readings over a pool, each in a read-only transaction at one snapshot, as a role that sees the rows
 * of one merchant alone. Role and setting end with the transaction, so they work through a transaction
 * pooler and nobody inherits them. One round trip is spent before the reading; `commit` is not waited
 * for. A reading that fails closes its connection. Throws on an id that no merchant could have.
 */
export function readingAsMerchant(pool: Pool): ReadAsMerchant {
  return async (merchantId, reading) => {
    if (!MERCHANT_ID.test(merchantId)) throw new Error("this is no merchant's id");
    const client = await begin(pool, merchantId);
    const line = lineOf(client);
    try {
      const value = await reading(drizzle(line.client));
      endInBackground(client);
      return value;
    } catch (error) {
      client.release(true);
      throw error;
    } finally {
      line.close();
    }
  };
}

/** A connection at the start of its transaction. Fails in the shape of every failed statement. */
async function begin(pool: Pool, merchantId: string): Promise<PoolClient> {
  let client: PoolClient | undefined;
  try {
    client = await pool.connect();
    await client.query(
      `begin isolation level repeatable read read only; set local role ${MERCHANT_ROLE}; ` +
        `select set_config('${MERCHANT_SETTING}', ${escapeLiteral(merchantId)}, true)`,
    );
    return client;
  } catch (error) {
    client?.release(true);
    const cause = error instanceof Error ? error : new Error(String(error));
    throw new DrizzleQueryError("begin as merchant", [], cause);
  }
}

/** Nothing was written, so nothing depends on the answer; without one the connection is closed. */
function endInBackground(client: PoolClient): void {
  client.query("commit").then(
    () => client.release(),
    () => client.release(true),
  );
}

/** The client until `close`: a statement that outlives its reading must not run with other rights. */
function lineOf(client: PoolClient): { client: PoolClient; close: () => void } {
  let isOpen = true;
  return {
    client: new Proxy(client, {
      get: (target, name) => {
        if (!isOpen) throw new Error("this reading has ended");
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== "function") return value;
        const method: unknown = value.bind(target);
        return method;
      },
    }),
    close: () => {
      isOpen = false;
    },
  };
}
