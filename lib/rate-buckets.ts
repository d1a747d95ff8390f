import { sql, type SQL } from "drizzle-orm";
import type { Db } from "@/db/client";

/**
 * Sliding windows in Postgres, one row a key: how many distinct subjects were let through lately.
 * The row lock makes the count exact over all processes.
 */
export type BucketLimit = {
  key: string;
  /** What is counted once: an attempt id, or a phone for "different phones". */
  subject: string;
  burst: { limit: number; windowSeconds: number };
  total: { limit: number; windowSeconds: number };
};

const recent = (window: SQL) => sql`
  from unnest(rate_buckets.hits, rate_buckets.subjects) as seen (hit, subject)
  where seen.hit > clock_timestamp() - ${window} and seen.subject <> excluded.subjects[1]`;

const seconds = (count: number) => sql`make_interval(secs => ${count}::int)`;

/**
 * `insert … returning key` that counts a hit in each bucket and answers a row for each that had
 * room. Keys are taken in sorted order, so two statements never wait for each other crosswise.
 * `from` is a CTE of one row; without that row no bucket is touched.
 */
export function takeHits(limits: BucketLimit[], from: SQL): SQL {
  const rows = limits.map(
    ({ key, subject, burst, total }) => sql`(${key}::text, ${subject}::text, ${burst.limit}::int,
      ${seconds(burst.windowSeconds)}, ${total.limit}::int, ${seconds(total.windowSeconds)})`,
  );
  return sql`
    insert into rate_buckets as rate_buckets
      (key, hits, subjects, burst_limit, burst_window, total_limit, total_window, last_hit_at)
    select b.key, array[clock_timestamp()], array[b.subject], b.burst_limit, b.burst_window,
      b.total_limit, b.total_window, clock_timestamp()
    from ${from}, (values ${sql.join(rows, sql`, `)})
      as b (key, subject, burst_limit, burst_window, total_limit, total_window)
    order by b.key
    on conflict (key) do update set
      hits = coalesce((select array_agg(seen.hit order by seen.hit, seen.subject)
        ${recent(sql`excluded.total_window`)}), '{}') || excluded.hits,
      subjects = coalesce((select array_agg(seen.subject order by seen.hit, seen.subject)
        ${recent(sql`excluded.total_window`)}), '{}') || excluded.subjects,
      burst_limit = excluded.burst_limit, burst_window = excluded.burst_window,
      total_limit = excluded.total_limit, total_window = excluded.total_window,
      last_hit_at = excluded.last_hit_at
    where (select count(distinct seen.subject) ${recent(sql`excluded.burst_window`)})
        < excluded.burst_limit
      and (select count(distinct seen.subject) ${recent(sql`excluded.total_window`)})
        < excluded.total_limit
    returning key`;
}

/** Seconds until every one of these buckets has room again; 0 if they have it now. */
export async function secondsUntilRoom(db: Db, limits: BucketLimit[]): Promise<number> {
  const waits = await Promise.all(limits.map((limit) => secondsUntilRoomIn(db, limit)));
  return Math.max(0, ...waits);
}

async function secondsUntilRoomIn(db: Db, limit: BucketLimit): Promise<number> {
  const read = await db.execute<{ age: number }>(sql`
    select extract(epoch from clock_timestamp() - max(seen.hit))::float8 as age
    from rate_buckets, unnest(hits, subjects) as seen (hit, subject)
    where key = ${limit.key} and seen.subject <> ${limit.subject}
    group by seen.subject order by age`);
  const ages = read.rows.map(({ age }) => age);
  const waits = [limit.burst, limit.total].map(({ limit: most, windowSeconds }) => {
    const deciding = ages[most - 1];
    return deciding === undefined ? 0 : Math.ceil(windowSeconds - deciding);
  });
  return Math.max(0, ...waits);
}

/** Drops buckets nobody has hit within their window; answers how many. */
export async function pruneBuckets(db: Db): Promise<number> {
  const pruned = await db.execute(sql`
    delete from rate_buckets where key in (
      select key from rate_buckets where last_hit_at < clock_timestamp() - total_window
      limit 1000 for update skip locked)`);
  return pruned.rowCount ?? 0;
}
