import type postgres from "postgres";

/** Times of these tables belong to people and their sessions, not to payments. */
const UNTOUCHED = ["users", "sessions", "accounts", "verifications", "auth_rate_limits"];

type Times = { table: string; column: string; isList: boolean };

/**
 * Lets time pass for a whole database: every time of every table moves back by as much. Nothing else
 * may be at work on it. Needs a superuser, because evidence is append-only for everybody else.
 */
export async function letTimePass(sql: postgres.Sql, seconds: number): Promise<void> {
  const times = await sql<Times[]>`
    select c.table_name as table, c.column_name as column, c.data_type = 'ARRAY' as "isList"
    from information_schema.columns c
    join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
      and c.table_name <> all (${UNTOUCHED})
      and (c.data_type = 'timestamp with time zone' or c.udt_name = '_timestamptz')`;
  if (times.length === 0) throw new Error("This database has no times");
  await sql.begin(async (all) => {
    await all`set local session_replication_role = replica`;
    for (const { table, column, isList } of times) {
      const moved = isList
        ? all`array(select hit - make_interval(secs => ${seconds})
            from unnest(${all(column)}) with ordinality as seen (hit, n) order by n)`
        : all`${all(column)} - make_interval(secs => ${seconds})`;
      await all`update ${all(table)} set ${all(column)} = ${moved}`;
    }
  });
}
