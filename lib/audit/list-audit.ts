import { and, asc, desc, eq, gt, gte, lt, sql, type SQL } from "drizzle-orm";
import { z } from "zod";
import type { MerchantDb } from "@/db/read-as-merchant";
import { auditEntries } from "@/db/schema/audit";
import type { MerchantReads } from "@/lib/merchants/as-merchant";
import { addDays, startOfNairobiDay } from "@/lib/nairobi-day";
import type { AuditFilter, AuditListing, AuditPerson, AuditRow } from "./model";
import type { AuditPlace } from "./read-audit-filter";
import { readHead } from "./verify-audit";

const PAGE_ROWS = 25;
/** Far more than work for a merchant; the choice of a filter shows no more. */
const MAX_PEOPLE = 200;

/**
 * One page of a merchant's audit, newest first, and who is in it; null to whom it may not be shown.
 * Throws if the database is away.
 */
export async function listAudit(
  { merchantId, permissions, read }: MerchantReads,
  { filter, place }: { filter: AuditFilter | null; place: AuditPlace },
): Promise<AuditListing | null> {
  if (!permissions.has("see_audit")) return null;
  return read(async (db) => {
    const page = filter ? await readPage(db, merchantId, filter, place) : NO_PAGE;
    return {
      ...page,
      people: await readPeople(db, merchantId),
      head: await readHead(db, merchantId),
    };
  });
}

const NO_PAGE: Pick<AuditListing, "rows" | "newer" | "older"> = {
  rows: [],
  newer: null,
  older: null,
};

/** Going up to fewer rows than a page has ends at the start. */
async function readPage(
  db: MerchantDb,
  merchantId: string,
  filter: AuditFilter,
  { before, after }: AuditPlace,
) {
  const narrowed = narrow(merchantId, filter);
  const rowsOf = (from: SQL | undefined, isUp: boolean) =>
    db
      .select()
      .from(auditEntries)
      .where(and(narrowed, from))
      .orderBy(isUp ? asc(auditEntries.seq) : desc(auditEntries.seq))
      .limit(PAGE_ROWS + 1);
  if (before === null && after !== null) {
    const found = await rowsOf(gt(auditEntries.seq, after), true);
    if (found.length > PAGE_ROWS) {
      const rows = found.slice(0, PAGE_ROWS).reverse().map(toRow);
      return { rows, newer: rows.at(0)?.seq ?? null, older: rows.at(-1)?.seq ?? null };
    }
  }
  const found = await rowsOf(before === null ? undefined : lt(auditEntries.seq, before), false);
  const rows = found.slice(0, PAGE_ROWS).map(toRow);
  return {
    rows,
    newer: before === null ? null : (rows.at(0)?.seq ?? null),
    older: found.length > PAGE_ROWS ? (rows.at(-1)?.seq ?? null) : null,
  };
}

function narrow(merchantId: string, { userId, action, fromDay, toDay }: AuditFilter) {
  return and(
    eq(auditEntries.merchantId, merchantId),
    userId === null ? undefined : eq(auditEntries.actorId, userId),
    action === null ? undefined : eq(auditEntries.action, action),
    fromDay === null ? undefined : gte(auditEntries.at, startOfNairobiDay(fromDay)),
    toDay === null ? undefined : lt(auditEntries.at, startOfNairobiDay(addDays(toDay, 1))),
  );
}

const facts = z
  .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
  .catch({});

function toRow(row: typeof auditEntries.$inferSelect): AuditRow {
  return {
    seq: row.seq,
    at: row.at.toISOString(),
    actorKind: row.actorKind,
    actorName: row.actorName,
    actorEmail: row.actorEmail,
    address: row.address,
    userAgent: row.userAgent,
    action: row.action,
    subjectKind: row.subjectKind,
    subjectId: row.subjectId,
    before: facts.parse(row.before),
    after: facts.parse(row.after),
  };
}

/**
 * Everybody who is in the audit, those too who are gone, by the name of their newest entry. One step of
 * the index a person, however long the audit is.
 */
async function readPeople(db: MerchantDb, merchantId: string): Promise<AuditPerson[]> {
  const nextAfter = (userId: SQL) => sql`
    select actor_id from audit_entries
    where merchant_id = ${merchantId} and actor_id > ${userId} order by actor_id limit 1`;
  const { rows } = await db.execute<AuditPerson>(sql`
    with recursive people as (
      (${nextAfter(sql`''`)})
      union all
      select (${nextAfter(sql`people.actor_id`)}) from people where people.actor_id is not null
    )
    select people.actor_id as "userId", newest.* from people cross join lateral (
      select actor_name as name, actor_email as email from audit_entries
      where merchant_id = ${merchantId} and actor_id = people.actor_id order by seq desc limit 1
    ) as newest
    order by name limit ${MAX_PEOPLE}`);
  return rows;
}
