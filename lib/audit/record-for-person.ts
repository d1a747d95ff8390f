import { sql, type SQL } from "drizzle-orm";
import type { Runtime } from "@/lib/runtime";
import type { AuditAction, AuditFacts, AuditSubject } from "./model";
import { auditPart, type AuditPersonActor } from "./record-audit";

export type OwnAct = {
  by: AuditPersonActor;
  action: AuditAction;
  about?: { kind: AuditSubject; id: string };
  after?: AuditFacts;
};

/**
 * Records what a person did to their own account, such as signing in: every merchant that they are a
 * member of has it in its chain. Of a person who is a member of none there is nothing to tell.
 */
export async function recordForPerson({ db }: Pick<Runtime, "db">, act: OwnAct): Promise<void> {
  await db.execute(ownActPart(act, sql`(select 1) as one`));
}

/** The same as a part of a statement, if `from`, a part before it, has a row. */
export function ownActPart(act: OwnAct, from: SQL): SQL {
  // In one order, as every writer to several chains takes them.
  const memberships = sql`(
    select merchant_id from members where user_id = ${act.by.userId} and exists (select from ${from})
    order by merchant_id) as membership`;
  return auditPart({ ...act, merchantId: sql`membership.merchant_id` }, memberships);
}
