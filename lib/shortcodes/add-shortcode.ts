import { sql } from "drizzle-orm";
import { auditPart, type AuditEntry } from "@/lib/audit/record-audit";
import { makeId } from "@/lib/ids";
import { authorise, type AuthoriseRefusal } from "@/lib/merchants/authorise";
import type { Actor } from "@/lib/merchants/session";
import type { Runtime } from "@/lib/runtime";
import { isUniqueViolation } from "@/lib/sql-errors";
import { shortcodeColumns } from "./create-shortcode";
import type { ShortcodeField } from "./model";
import { parseShortcodeForm, type ShortcodeForm } from "./parse-form";

/** More than any business has; a row for each is kept for ever. */
const MOST = 50;
/** Somebody else added the first one meanwhile: then this is the second. */
const MAX_TRIES = 3;

export type AddShortcodeResult =
  | { ok: true; shortcodeId: string }
  | { ok: false; wrong: ShortcodeField[] }
  | { ok: false; reason: AuthoriseRefusal | "known_already" | "too_many" };

/**
 * Adds a shortcode with its credentials, sealed. New orders are paid on it at once if the merchant has
 * none that takes them; else it takes them when somebody says so (`switch-shortcode.ts`).
 */
export async function addShortcode(
  ctx: Pick<Runtime, "db" | "env">,
  actor: Actor,
  form: ShortcodeForm,
): Promise<AddShortcodeResult> {
  const { merchantId } = actor;
  const authorised = await authorise(ctx, actor, "manage_shortcodes");
  if (!authorised.ok) return authorised;
  const parsed = parseShortcodeForm(ctx.env, form);
  if (!parsed.ok) return parsed;
  const id = makeId("shortcode");
  const row = shortcodeColumns(ctx, merchantId, parsed.config);
  const { environment, businessShortCode, partyB } = row;
  const entry: AuditEntry = {
    merchantId,
    by: actor,
    action: "shortcode_added",
    about: { kind: "shortcode", id },
    after: sql`json_build_object('environment', ${environment}::text,
      'name', ${`${row.type} ${partyB}`}::text, 'isActive', added.is_active)`,
  };
  const insert = sql`
    with known as (
      select id from shortcodes where merchant_id = ${merchantId} and environment = ${environment}
        and business_short_code = ${businessShortCode} and party_b = ${partyB}
    ), counted as (
      select count(*)::int as rows from shortcodes where merchant_id = ${merchantId}
    ), added as (
      insert into shortcodes (id, merchant_id, environment, base_url, type, business_short_code,
        party_b, consumer_key_hash, consumer_key_sealed, consumer_secret_sealed, pass_key_sealed,
        is_active, queries_per_minute, prompts_per_phone_per_10_min, prompts_per_phone_per_day,
        attempts_per_order, phones_per_address_per_hour)
      select ${id}, ${merchantId}, ${environment}, ${row.baseUrl}, ${row.type},
        ${businessShortCode}, ${partyB}, ${row.consumerKeyHash}, ${row.consumerKeySealed},
        ${row.consumerSecretSealed}, ${row.passKeySealed},
        not exists (select from shortcodes where merchant_id = ${merchantId} and is_active),
        ${row.queriesPerMinute}::int, ${row.promptsPerPhonePer10Min}::int,
        ${row.promptsPerPhonePerDay}::int, ${row.attemptsPerOrder}::int,
        ${row.phonesPerAddressPerHour}::int
      from counted where rows < ${MOST} and not exists (select from known)
      returning id, is_active
    ), audit as (${auditPart(entry, sql`added`)})
    select (select id from added) as added, exists (select from known) as "isKnown"`;
  for (let tries = 1; ; tries += 1) {
    try {
      const { rows } = await ctx.db.execute<{ added: string | null; isKnown: boolean }>(insert);
      if (rows[0]?.added != null) return { ok: true, shortcodeId: id };
      return { ok: false, reason: rows[0]?.isKnown === true ? "known_already" : "too_many" };
    } catch (error) {
      if (tries === MAX_TRIES || !isUniqueViolation(error, "shortcodes_one_active")) throw error;
    }
  }
}
