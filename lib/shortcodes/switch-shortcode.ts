import { sql } from "drizzle-orm";
import { auditPart, type AuditEntry, withAudit } from "@/lib/audit/record-audit";
import { isIdOf } from "@/lib/ids";
import { authorise, type AuthoriseRefusal } from "@/lib/merchants/authorise";
import type { Actor } from "@/lib/merchants/session";
import type { Runtime } from "@/lib/runtime";
import { isUniqueViolation } from "@/lib/sql-errors";

export type SwitchResult = { ok: true } | { ok: false; reason: AuthoriseRefusal | "not_found" };

/** Somebody else switched to another one meanwhile; the last one wins. */
const MAX_TRIES = 5;

const entryOf = (actor: Actor, id: string, isActive: boolean): AuditEntry => ({
  merchantId: actor.merchantId,
  by: actor,
  action: "shortcode_switched",
  about: { kind: "shortcode", id },
  after: { isActive },
});

/**
 * Says which shortcode new orders are paid on: the merchant's active one, of which there is at most
 * one (`lib/orders/insert-order.ts`). Orders that are there stay with theirs, whatever is switched. One
 * statement, so that there is no moment at which no order could be made.
 */
export async function takeOrdersOn(
  ctx: Pick<Runtime, "db">,
  actor: Actor,
  shortcodeId: unknown,
): Promise<SwitchResult> {
  if (!isIdOf("shortcode", shortcodeId)) return { ok: false, reason: "not_found" };
  const authorised = await authorise(ctx, actor, "manage_shortcodes");
  if (!authorised.ok) return authorised;
  const { merchantId } = actor;
  // The count makes the first update run to its end before the second meets the index.
  const statement = sql`
    with chosen as (
      select id from shortcodes where merchant_id = ${merchantId} and id = ${shortcodeId}
    ), ended as (
      update shortcodes set is_active = false
      where merchant_id = ${merchantId} and is_active and id <> ${shortcodeId}
        and exists (select from chosen)
      returning id
    ), begun as (
      update shortcodes set is_active = true
      where merchant_id = ${merchantId} and id = ${shortcodeId}
        and (select count(*) from ended) >= 0
      returning id
    ), audit as (${auditPart(entryOf(actor, shortcodeId, true), sql`begun`)})
    select id from begun`;
  for (let tries = 1; ; tries += 1) {
    try {
      const { rows } = await ctx.db.execute(statement);
      return rows.length === 1 ? { ok: true } : { ok: false, reason: "not_found" };
    } catch (error) {
      if (tries === MAX_TRIES || !isUniqueViolation(error, "shortcodes_one_active")) throw error;
    }
  }
}

/** Takes no new orders on a shortcode; those that are there can still be paid, and are asked about. */
export async function takeNoOrdersOn(
  ctx: Pick<Runtime, "db">,
  actor: Actor,
  shortcodeId: unknown,
): Promise<SwitchResult> {
  if (!isIdOf("shortcode", shortcodeId)) return { ok: false, reason: "not_found" };
  const authorised = await authorise(ctx, actor, "manage_shortcodes");
  if (!authorised.ok) return authorised;
  const ended = sql`
    update shortcodes set is_active = false
    where merchant_id = ${actor.merchantId} and id = ${shortcodeId} returning id`;
  const { rows } = await ctx.db.execute(withAudit(ended, entryOf(actor, shortcodeId, false)));
  return rows.length === 1 ? { ok: true } : { ok: false, reason: "not_found" };
}
