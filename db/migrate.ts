import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import { Client } from "pg";

const MIGRATIONS_FOLDER = fileURLToPath(new URL("migrations", import.meta.url));
/** Any number, the same in every version of this product: it names the lock. */
const LOCK_KEY = 7_625_470_001;
const CONNECT_TIMEOUT_MS = 10_000;

/** A migration could not be done; the message is for people and holds no password. */
export class MigrationError extends Error {
  override name = "MigrationError";
}

/** The message of the innermost cause: what the server or the network said, without the query. */
function rootMessage(error: unknown): string {
  let current = error;
  for (let depth = 0; depth < 5 && current instanceof Error && current.cause; depth += 1) {
    current = current.cause;
  }
  if (current instanceof AggregateError && current.message === "") {
    return rootMessage(current.errors[0]);
  }
  return current instanceof Error ? current.message : String(current);
}

function placeOf(url: string): string {
  try {
    const { host, pathname } = new URL(url);
    return `${host}${pathname}`;
  } catch {
    return "DATABASE_URL";
  }
}

/** How many migrations the database has had; a new one has no table of them yet. */
async function countApplied(client: Client): Promise<number> {
  const { rows } = await client.query<{ exists: boolean }>(
    "select to_regclass('drizzle.__drizzle_migrations') is not null as exists",
  );
  if (rows[0]?.exists !== true) return 0;
  const counted = await client.query<{ count: number }>(
    "select count(*)::int as count from drizzle.__drizzle_migrations",
  );
  return counted.rows[0]?.count ?? 0;
}

/**
 * Brings a database to the newest schema, in one transaction. Several at once are harmless: an
 * advisory lock of the migrating session makes them wait for each other, so `url` must reach the
 * server directly, not through a transaction pooler. Answers how many migrations it applied; throws
 * MigrationError when the server cannot be reached or refuses.
 */
export async function migrateDatabase(url: string): Promise<{ applied: number }> {
  const client = new Client({
    connectionString: url,
    application_name: "malipo-migrate",
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
  } catch (error) {
    const why = rootMessage(error);
    throw new MigrationError(`The database at ${placeOf(url)} cannot be reached: ${why}`, {
      cause: error,
    });
  }
  try {
    await client.query("select pg_advisory_lock($1)", [LOCK_KEY]);
    const before = await countApplied(client);
    await migrate(drizzle(client), { migrationsFolder: MIGRATIONS_FOLDER });
    return { applied: (await countApplied(client)) - before };
  } catch (error) {
    const why = rootMessage(error);
    throw new MigrationError(`Migrating ${placeOf(url)} failed and changed nothing: ${why}`, {
      cause: error,
    });
  } finally {
    await client.end().catch(() => undefined);
  }
}
