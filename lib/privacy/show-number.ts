import { sql } from "drizzle-orm";
import { withAudit } from "@/lib/audit/record-audit";
import { isIdOf } from "@/lib/ids";
import { authorise, type AuthoriseRefusal } from "@/lib/merchants/authorise";
import type { Actor } from "@/lib/merchants/session";
import { openMsisdn } from "@/lib/payments/attempt-secrets";
import { formatMsisdn } from "@/lib/phone";
import type { Runtime } from "@/lib/runtime";

export type ShowNumberResult =
  { ok: true; number: string } | { ok: false; reason: AuthoriseRefusal | "not_found" | "erased" };

/**
 * The payer's number of an attempt in full, "0712 345 678", noted in the audit by the same statement.
 * `not_found` for unknown and foreign orders alike, `erased` for an attempt that has no number (any
 * more). Asks for the role, and for no fresh proof (lib/merchants/DECISIONS.md).
 */
export async function showNumber(
  ctx: Pick<Runtime, "db" | "env">,
  actor: Actor,
  { orderId, attemptId }: { orderId: unknown; attemptId: unknown },
): Promise<ShowNumberResult> {
  const authorised = await authorise(ctx, actor, "see_phones", { proof: false });
  if (!authorised.ok) return authorised;
  if (!isIdOf("order", orderId) || !isIdOf("attempt", attemptId)) return NOT_FOUND;
  const { merchantId } = actor;
  const reading = sql`
    select data_key_sealed, msisdn_sealed from attempts
    where merchant_id = ${merchantId} and order_id = ${orderId} and id = ${attemptId}
      and msisdn_sealed is not null`;
  const { rows } = await ctx.db.execute<{ data_key_sealed: Buffer; msisdn_sealed: Buffer }>(
    withAudit(reading, {
      merchantId,
      by: actor,
      action: "number_shown",
      about: { kind: "order", id: orderId },
    }),
  );
  const [row] = rows;
  const sealed = row && { dataKeySealed: row.data_key_sealed, msisdnSealed: row.msisdn_sealed };
  const msisdn = sealed && openMsisdn(ctx.env, { merchantId, ...sealed });
  if (msisdn) return { ok: true, number: formatMsisdn(msisdn) };
  const { rowCount } = await ctx.db.execute(sql`
    select from orders where merchant_id = ${merchantId} and id = ${orderId}`);
  return rowCount === 1 ? { ok: false, reason: "erased" } : NOT_FOUND;
}

const NOT_FOUND = { ok: false, reason: "not_found" } as const;
