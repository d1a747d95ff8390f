import postgres from "postgres";
import { withSql } from "./with-sql";

/** Times of these tables belong to people and their sessions, not to payments. */
const UNTOUCHED = ["users", "sessions", "accounts", "verifications", "auth_rate_limits"];
/** Shorter than everybody else's: of two that wait for each other, it is this one that gives way. */
const DEADLOCK_TIMEOUT_MS = 50;
const TRIES = 40;
const DEADLOCK_DETECTED = "40P01";

type TimeColumn = { table: string; column: string; type: string };

function listTimes(sql: postgres.Sql): Promise<TimeColumn[]> {
  return sql<TimeColumn[]>`
    select c.table_name as table, c.column_name as column, c.data_type as type
    from information_schema.columns c
    join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
      and c.table_name <> all(${UNTOUCHED})
      and (c.data_type = 'timestamp with time zone' or c.udt_name = '_timestamptz')
    order by c.table_name <> 'orders', c.table_name`;
}

async function moveAll(sql: postgres.Sql, columns: TimeColumn[], seconds: number): Promise<void> {
  const tables = new Set(columns.map(({ table }) => table));
  await sql.begin(async (transaction) => {
    await transaction`set local session_replication_role = replica`;
    await transaction.unsafe(`set local deadlock_timeout = '${DEADLOCK_TIMEOUT_MS}ms'`);
    for (const table of tables)
      await transaction`lock table ${transaction(table)} in exclusive mode`;
    for (const table of tables) {
      const moved = columns
        .filter((time) => time.table === table)
        .map(({ column, type }) =>
          type === "ARRAY"
            ? transaction`${transaction(column)} = array(
                select hit - make_interval(secs => ${seconds})
                from unnest(${transaction(column)}) with ordinality as u(hit, n) order by n)`
            : transaction`${transaction(column)} =
                ${transaction(column)} - make_interval(secs => ${seconds})`,
        );
      if (table === "orders") moved.push(transaction`version = version + 1`);
      const list = moved.reduce((all, one) => transaction`${all}, ${one}`);
      await transaction`update ${transaction(table)} set ${list}`;
    }
  });
}

/**
 * Lets time pass for the whole database at once: every time in every table of the product moves back
 * by as much, those inside arrays included. Orders get a new version, so that whoever decides upon
 * what it read before has to read again. Needs a superuser: evidence is append-only for the others.
 */
async function moveBack(url: string, seconds: number): Promise<void> {
  await withSql(url, async (sql) => {
    const columns = await listTimes(sql);
    if (columns.length === 0) throw new Error("This database has no times");
    for (let tried = 1; ; tried += 1) {
      try {
        await moveAll(sql, columns, seconds);
        return;
      } catch (error) {
        const gaveWay = error instanceof postgres.PostgresError && error.code === DEADLOCK_DETECTED;
        if (!gaveWay || tried === TRIES) throw error;
      }
    }
  });
}

/** The database's time, which runs ahead of the wall clock from jump to jump. */
export class WorldTime {
  private readonly url: string;
  private readonly jumps: { atMs: number; seconds: number }[] = [];

  constructor(url: string) {
    this.url = url;
  }

  /** Lets `seconds` pass at once. Nothing may be under way that could not take that long. */
  async pass(seconds: number): Promise<void> {
    await moveBack(this.url, seconds);
    this.jumps.push({ atMs: Date.now(), seconds });
  }

  /** A wall-clock time as the database shows it now: further back by what passed since. */
  inDatabase(at: Date): Date {
    const passed = this.jumps
      .filter(({ atMs }) => atMs > at.getTime())
      .reduce((sum, { seconds }) => sum + seconds, 0);
    return new Date(at.getTime() - passed * 1_000);
  }
}
