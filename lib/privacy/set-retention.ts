import { sql } from "drizzle-orm";
import { z } from "zod";
import { withAudit } from "@/lib/audit/record-audit";
import { authorise, type AuthoriseRefusal } from "@/lib/merchants/authorise";
import type { Actor } from "@/lib/merchants/session";
import type { Runtime } from "@/lib/runtime";
import { MAX_RETENTION_MONTHS, MIN_RETENTION_MONTHS, type PrivacyProblem } from "./model";

export type SetRetentionResult =
  { ok: true } | { ok: false; reason: AuthoriseRefusal | PrivacyProblem };

/** As typed; nothing means never. */
const months = z
  .string()
  .trim()
  .transform((text) => (text === "" ? null : Number(text)))
  .pipe(z.int().min(MIN_RETENTION_MONTHS).max(MAX_RETENTION_MONTHS).nullable());

/** After how many months payers are erased from a merchant's attempts, or that they never are. */
export async function setRetention(
  ctx: Pick<Runtime, "db">,
  actor: Actor,
  typed: unknown,
): Promise<SetRetentionResult> {
  const parsed = months.safeParse(typed);
  if (!parsed.success) return { ok: false, reason: "invalid_months" };
  const authorised = await authorise(ctx, actor, "erase_customers");
  if (!authorised.ok) return authorised;
  const { merchantId } = actor;
  const change = sql`
    update merchants m set retention_months = ${parsed.data}::int
    from (select id, retention_months from merchants where id = ${merchantId} for update) as held
    where m.id = held.id and m.retention_months is distinct from ${parsed.data}::int
    returning held.retention_months as before`;
  await ctx.db.execute(
    withAudit(change, {
      merchantId,
      by: actor,
      action: "retention_changed",
      before: sql`json_build_object('months', changed.before)`,
      after: { months: parsed.data },
    }),
  );
  return { ok: true };
}
