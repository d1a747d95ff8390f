import { sql, type SQL } from "drizzle-orm";
import { auditPart, type AuditBy } from "@/lib/audit/record-audit";
import type { Runtime } from "@/lib/runtime";

/** Each statement holds the locks of so many attempts; callbacks of those wait for it. */
const BATCH = 200;

/**
 * Destroys what the oldest attempts of a merchant that fit hold of their payer, a batch in one statement
 * with its entry in the audit; migration 0017 says what is destroyed and what stays. Those in use are
 * passed over. Answers how many were erased.
 */
export async function eraseAttempts(
  { db }: Pick<Runtime, "db">,
  {
    merchantId,
    which,
    by,
    action,
  }: {
    merchantId: string;
    /** Of the attempts `a`. */
    which: SQL;
    by: AuditBy;
    action: "customer_erased" | "retention_erased";
  },
): Promise<number> {
  const after = sql`json_build_object('attempts', done.erased)`;
  const entry = { merchantId, by, action, after };
  const { rows } = await db.execute<{ erased: number }>(sql`
    with done as (
      select count(*) filter (where erase_attempt(old.id))::int as erased from (
        select a.id from attempts a
        where a.merchant_id = ${merchantId} and ${which} and a.erased_at is null
          and attempt_in_use(a) is null
        order by a.created_at, a.id limit ${BATCH}
      ) as old
    ), audit as (${auditPart(entry, sql`done where done.erased > 0`)})
    select erased from done`);
  return rows[0]?.erased ?? 0;
}
