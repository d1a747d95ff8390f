import { randomBytes } from "node:crypto";
import postgres from "postgres";

/** Where the setup of the test run leaves what every worker needs. */
export const TEST_SERVER_VARIABLE = "MALIPO_TEST_SERVER_URL";
export const TEST_TEMPLATE_VARIABLE = "MALIPO_TEST_TEMPLATE";

const CREATE_ATTEMPTS = 20;

const named = (url: string, database: string) => {
  const address = new URL(url);
  address.pathname = `/${database}`;
  return address.href;
};

/** Opens the witness driver for one short piece of work and closes it again. */
async function withSql<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

export type TestDatabase = {
  url: string;
  /** Ends every connection to it and removes it. */
  drop: () => Promise<void>;
};

/**
 * Makes a database on a server, as a copy of `template` or empty. Copies of the same template at
 * the same time wait for each other.
 */
export async function createDatabase(serverUrl: string, template?: string): Promise<TestDatabase> {
  const name = `malipo_test_${randomBytes(8).toString("hex")}`;
  await withSql(serverUrl, async (sql) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await sql`create database ${sql(name)} template ${sql(template ?? "template0")}`;
        return;
      } catch (error) {
        const isBusy = error instanceof postgres.PostgresError && error.code === "55006";
        if (!isBusy || attempt === CREATE_ATTEMPTS) throw error;
        await sql`select pg_sleep(0.05)`;
      }
    }
  });
  const drop = () =>
    withSql(serverUrl, async (sql) => {
      await sql`drop database if exists ${sql(name)} with (force)`;
    });
  return { url: named(serverUrl, name), drop };
}

/**
 * A migrated database of its own for one test file, from the run's template (some 30 ms). Works in
 * the vitest project "database" alone, whose setup starts the server.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const serverUrl = process.env[TEST_SERVER_VARIABLE];
  const template = process.env[TEST_TEMPLATE_VARIABLE];
  if (serverUrl === undefined || template === undefined) {
    throw new Error("There is no test server: name the file *.db.test.ts");
  }
  return createDatabase(serverUrl, template);
}

/**
 * Lets `seconds` pass for one order: every time in its rows (the order, attempts, evidence,
 * payments, timeline) moves back by as much. Rate buckets stay. Needs a superuser, because evidence
 * is append-only for everybody else.
 */
export async function ageOrder(url: string, orderId: string, seconds: number): Promise<void> {
  await withSql(url, async (sql) => {
    const columns = await sql<{ table: string; key: string; column: string }[]>`
      select c.table_name as table, k.column_name as key, c.column_name as column
      from information_schema.columns c
      join information_schema.columns k
        on k.table_schema = c.table_schema and k.table_name = c.table_name
        and k.column_name = case c.table_name when 'orders' then 'id' else 'order_id' end
      where c.table_schema = 'public' and c.data_type = 'timestamp with time zone'`;
    if (columns.length === 0) throw new Error("This database has no orders");
    await sql.begin(async (transaction) => {
      await transaction`set local session_replication_role = replica`;
      for (const { table, key, column } of columns) {
        await transaction`
          update ${transaction(table)}
          set ${transaction(column)} = ${transaction(column)} - make_interval(secs => ${seconds})
          where ${transaction(key)} = ${orderId}`;
      }
      // Whoever waits for a moment of this order set its clock by the times before.
      await transaction`select pg_notify('malipo_order', ${orderId})`;
    });
  });
}
