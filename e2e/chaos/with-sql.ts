import postgres from "postgres";

const CONNECT_TIMEOUT_SECONDS = 5;
/** The driver can wait for ever for a server that crashed under it. */
const PATIENCE_MS = 30_000;

/** Opens a connection for one short piece of work and closes it again; it never outlives a crash. */
export async function withSql<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, {
    max: 1,
    onnotice: () => undefined,
    connect_timeout: CONNECT_TIMEOUT_SECONDS,
    connection: { application_name: "chaos" },
  });
  let timer: NodeJS.Timeout | undefined;
  const outOfPatience = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("the database does not answer")), PATIENCE_MS);
  });
  try {
    return await Promise.race([work(sql), outOfPatience]);
  } finally {
    clearTimeout(timer);
    await sql.end({ timeout: 1 });
  }
}
