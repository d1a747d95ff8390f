import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";

/**
 * Takes up work that is done every so many seconds by one process of many. Answers whether it is
 * ours: it was not taken within that time. One statement, so two never both get it.
 */
export async function takeLease(db: Db, name: string, everySeconds: number): Promise<boolean> {
  const taken = await db.execute(sql`
    insert into leases as lease (name, taken_at) values (${name}, clock_timestamp())
    on conflict (name) do update set taken_at = excluded.taken_at
    where lease.taken_at <= clock_timestamp() - make_interval(secs => ${everySeconds}::int)
    returning name`);
  return taken.rowCount === 1;
}
