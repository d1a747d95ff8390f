import { sql, type SQL } from "drizzle-orm";
import type { Actor } from "./session";

/**
 * The part `people` of a statement that changes members: all of a merchant's, as they are once their
 * rows are locked, in one order. Two statements that would together leave a merchant without an owner
 * go one after the other, and the second sees what the first did.
 */
export const lockPeople = (merchantId: string): SQL => sql`
  people as materialized (
    select user_id, role from members where merchant_id = ${merchantId}
    order by user_id for update
  )`;

/** Whether the merchant keeps an owner without this person, or they are none. */
export const leavesAnOwner = (userId: string): SQL => sql`(
  (select count(*) from people where role = 'owner' and user_id <> ${userId}) > 0
  or not exists (select from people where role = 'owner' and user_id = ${userId})
)`;

/** Whether whoever acts still is what they were when they were asked for their role. */
export const isStill = ({ userId }: Actor, role: string): SQL =>
  sql`exists (select from people where user_id = ${userId} and role = ${role})`;
