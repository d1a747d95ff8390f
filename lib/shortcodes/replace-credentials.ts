import { sql } from "drizzle-orm";
import { withAudit } from "@/lib/audit/record-audit";
import { isIdOf } from "@/lib/ids";
import { authorise, type AuthoriseRefusal } from "@/lib/merchants/authorise";
import type { Actor } from "@/lib/merchants/session";
import type { Runtime } from "@/lib/runtime";
import { shortcodeColumns } from "./create-shortcode";
import type { ShortcodeField } from "./model";
import { parseShortcodeForm, type ShortcodeForm } from "./parse-form";

export type ReplaceResult =
  | { ok: true }
  | { ok: false; wrong: ShortcodeField[] }
  | { ok: false; reason: AuthoriseRefusal | "not_found" };

export type Credentials = Pick<ShortcodeForm, "consumerKey" | "consumerSecret" | "passKey">;

/**
 * Replaces all three credentials of a shortcode, from the next call on. Number, type and environment
 * stay: orders point at them; a simulator is looked for where the installation has it now. All three, so that it also mends a shortcode whose sealing key is gone.
 */
export async function replaceCredentials(
  ctx: Pick<Runtime, "db" | "env">,
  actor: Actor,
  shortcodeId: unknown,
  credentials: Credentials,
): Promise<ReplaceResult> {
  if (!isIdOf("shortcode", shortcodeId)) return { ok: false, reason: "not_found" };
  const authorised = await authorise(ctx, actor, "manage_shortcodes");
  if (!authorised.ok) return authorised;
  const { merchantId } = actor;
  const profile = await readProfile(ctx, merchantId, shortcodeId);
  if (!profile) return { ok: false, reason: "not_found" };
  const { baseUrl, ...fixed } = profile;
  const SIMULATOR_URL = ctx.env.SIMULATOR_URL ?? baseUrl;
  const parsed = parseShortcodeForm({ SIMULATOR_URL }, { ...fixed, ...credentials });
  if (!parsed.ok) return parsed;
  const row = shortcodeColumns(ctx, merchantId, parsed.config);
  const replaced = sql`
    update shortcodes set base_url = ${row.baseUrl}, consumer_key_hash = ${row.consumerKeyHash},
      consumer_key_sealed = ${row.consumerKeySealed},
      consumer_secret_sealed = ${row.consumerSecretSealed}, pass_key_sealed = ${row.passKeySealed},
      credentials_changed_at = clock_timestamp()
    where merchant_id = ${merchantId} and id = ${shortcodeId} returning environment`;
  await ctx.db.execute(
    withAudit(replaced, {
      merchantId,
      by: actor,
      action: "shortcode_changed",
      about: { kind: "shortcode", id: shortcodeId },
      after: sql`json_build_object('environment', changed.environment)`,
    }),
  );
  return { ok: true };
}

type Profile = Omit<ShortcodeForm, keyof Credentials> & { baseUrl: string };

async function readProfile({ db }: Pick<Runtime, "db">, merchantId: string, shortcodeId: string) {
  const { rows } = await db.execute<Profile>(sql`
    select environment, type, business_short_code as "shortCode", party_b as "tillNumber",
      base_url as "baseUrl"
    from shortcodes where merchant_id = ${merchantId} and id = ${shortcodeId}`);
  return rows[0];
}
