import { is, sql, SQL } from "drizzle-orm";
import type { Runtime } from "@/lib/runtime";
import type { AuditAction, AuditFacts, AuditSubject } from "./model";
import { NOWHERE, type Origin } from "./origin";

/** A member who acts, as `Actor` and `OrderMaker` are. */
export type AuditPersonActor = { userId: string; from: Origin };

/**
 * Who did it. Of a person name and e-mail are looked up, unless the same statement makes them and they
 * have to be given.
 */
export type AuditBy =
  | (AuditPersonActor & { person?: { name: string; email: string } })
  | { keyPrefix: string; from: Origin }
  | "clock"
  | "operator";

export type AuditEntry = {
  merchantId: string | SQL;
  by: AuditBy;
  action: AuditAction;
  about?: { kind: AuditSubject; id: string | SQL };
  /** As it was and as it is, in few facts; as SQL where only the statement knows. */
  before?: AuditFacts | SQL;
  after?: AuditFacts | SQL;
};

/**
 * Records that somebody did something for a merchant: one entry at the end of the merchant's chain.
 * `await recordAudit(runtime, { merchantId: actor.merchantId, by: actor, action: "case_decided",
 * about: { kind: "order", id: orderId }, before: { status }, after: { decision, reason } })`.
 * For what money does, right after it; any other change takes its entry into its own statement
 * (`withAudit`, `auditPart`), so that there is never one without the other. Facts that look like a
 * phone number or a receipt are blotted out, but that is the second net: leave them out. Throws if
 * the database refuses.
 */
export async function recordAudit({ db }: Pick<Runtime, "db">, entry: AuditEntry): Promise<void> {
  await db.execute(auditPart(entry, sql`(select 1) as one`));
}

/**
 * A change together with its entry, in one statement that answers what the change returns:
 * `withAudit(sql`update … returning id`, entry)`. Nothing is recorded if the change returns no row;
 * SQL in the entry may name columns of `changed`, the rows returned.
 */
export const withAudit = (change: SQL, entry: AuditEntry): SQL => sql`
  with changed as (${change}), audit as (${auditPart(entry, sql`changed`)})
  select * from changed`;

/** The part of a statement that records an entry for each row of `from`, a part before it. */
export function auditPart(entry: AuditEntry, from: SQL): SQL {
  const { merchantId, action, about, before, after } = entry;
  const { kind, id, name, email, origin } = actorOf(entry.by);
  return sql`
    insert into audit_entries (merchant_id, actor_kind, actor_id, actor_name, actor_email, address,
      user_agent, action, subject_kind, subject_id, before, after)
    select ${merchantId}, ${kind}, ${id}, ${name}, ${email}, ${origin.address}, ${origin.userAgent},
      ${action}, ${about?.kind ?? null}, ${about?.id ?? null}, ${factsOf(before)}, ${factsOf(after)}
    from ${from}`;
}

function actorOf(by: AuditBy) {
  if (by === "clock" || by === "operator") {
    return { kind: by, id: null, name: null, email: null, origin: NOWHERE };
  }
  if ("keyPrefix" in by) {
    return { kind: "key", id: null, name: by.keyPrefix, email: null, origin: by.from };
  }
  const { userId: id, person, from: origin } = by;
  const named = (column: SQL) => sql`(select ${column} from users where id = ${id})`;
  return {
    kind: "person",
    id,
    name: person?.name ?? named(sql`name`),
    email: person?.email ?? named(sql`email`),
    origin,
  };
}

function factsOf(facts: AuditFacts | SQL | undefined): SQL {
  if (facts === undefined) return sql`null::json`;
  if (is(facts, SQL)) return facts;
  const kept = Object.entries(facts).map(([key, value]): [string, AuditFacts[string]] => [
    key,
    typeof value === "string" ? blotted(value) : value,
  ]);
  return sql`${JSON.stringify(Object.fromEntries(kept))}::json`;
}

const MAX_FACT_CHARS = 200;

/** Nine digits in a row are a phone number; ten letters and digits may be a receipt. */
const blotted = (text: string): string =>
  text
    .replaceAll(/\d{9,}/g, "#")
    .replaceAll(/\b(?=[a-z]*\d)[a-z\d]{10}\b/gi, "#")
    .slice(0, MAX_FACT_CHARS);
