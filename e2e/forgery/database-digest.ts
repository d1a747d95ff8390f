import type postgres from "postgres";

/** What every table held at one moment: its rows and a digest over all of them. */
export type DatabaseDigest = ReadonlyMap<string, string>;

/** Digests every table of the app, whatever tables there are. */
export async function digestDatabase(sql: postgres.Sql): Promise<DatabaseDigest> {
  const tables = await sql<{ name: string }[]>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by table_name`;
  const digest = new Map<string, string>();
  for (const { name } of tables) {
    const [row] = await sql<{ rows: number; hash: string | null }[]>`
      select count(*)::int as rows, md5(string_agg(line, '' order by line)) as hash
      from (select md5(t::text) as line from ${sql(name)} t) as lines`;
    digest.set(name, `${row?.rows ?? 0} rows, ${row?.hash ?? "none"}`);
  }
  return digest;
}

/** The names of the tables that differ. */
export function changedTables(before: DatabaseDigest, after: DatabaseDigest): string[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter((name) => before.get(name) !== after.get(name));
}
