import postgres from "postgres";

const CONNECT_TIMEOUT_SECONDS = 5;

/** Opens a connection for one short piece of work and closes it again; it never outlives a crash. */
export async function withSql<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, {
    max: 1,
    onnotice: () => undefined,
    connect_timeout: CONNECT_TIMEOUT_SECONDS,
    connection: { application_name: "chaos" },
  });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}
