import type postgres from "postgres";
import { z } from "zod";

const standingShape = z.object({
  status: z.string(),
  sending: z.number(),
  pending: z.number(),
  unapplied: z.number(),
  dueInSeconds: z.number().nullable(),
  unresolvedId: z.string().nullable(),
  isStartable: z.boolean(),
});
export type Standing = z.infer<typeof standingShape>;

/** How an order stands, and what waits on it. */
export async function readStanding(sql: postgres.Sql, orderId: string): Promise<Standing> {
  const rows = await sql`
    select o.status,
      count(*) filter (where a.push = 'sending')::int as sending,
      count(*) filter (where a.outcome = 'pending')::int as pending,
      (select count(*)::int from evidence e
        where e.order_id = o.id and e.applied_at is null) as unapplied,
      ceil(extract(epoch from min(a.next_check_at) filter
        (where a.outcome in ('pending', 'unresolved')) - clock_timestamp()))::float8
        as "dueInSeconds",
      (array_agg(a.id order by a.created_at desc) filter (where a.outcome = 'unresolved'))[1]
        as "unresolvedId",
      (o.status = 'open' and o.expires_at > clock_timestamp()) as "isStartable"
    from orders o left join attempts a on a.order_id = o.id
    where o.id = ${orderId} group by o.id`;
  return standingShape.parse(rows[0]);
}
