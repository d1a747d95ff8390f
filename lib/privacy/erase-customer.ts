import { sql } from "drizzle-orm";
import { authorise, type AuthoriseRefusal } from "@/lib/merchants/authorise";
import type { Actor } from "@/lib/merchants/session";
import { hashMsisdn } from "@/lib/payments/attempt-secrets";
import { parseMsisdn } from "@/lib/phone";
import type { Runtime } from "@/lib/runtime";
import { eraseAttempts } from "./erase-attempts";
import type { PrivacyProblem } from "./model";

export type EraseResult =
  | { ok: true; erased: number; left: number }
  | { ok: false; reason: AuthoriseRefusal | PrivacyProblem };

/** More than any customer has; a bound all the same. */
const MAX_BATCHES = 500;

/**
 * Destroys what the merchant holds of one phone number: nobody can read it again, nor find by it what it
 * was. What bookkeeping needs stays. `left` is how many attempts are in use and can only be erased later.
 * A repeated call goes on where an earlier one stopped. The audit has it without the number.
 */
export async function eraseCustomer(
  ctx: Pick<Runtime, "db" | "env">,
  actor: Actor,
  input: { phoneNumber: string; isSure: boolean },
): Promise<EraseResult> {
  const msisdn = parseMsisdn(input.phoneNumber);
  if (msisdn === null) return { ok: false, reason: "invalid_phone" };
  if (!input.isSure) return { ok: false, reason: "not_sure" };
  const authorised = await authorise(ctx, actor, "erase_customers");
  if (!authorised.ok) return authorised;
  const { merchantId } = actor;
  const hash = hashMsisdn(ctx.env, msisdn);
  const which = sql`a.msisdn_hash = ${hash}`;
  let erased = 0;
  for (let batch = 0; batch < MAX_BATCHES; batch += 1) {
    const more = await eraseAttempts(ctx, {
      merchantId,
      which,
      by: actor,
      action: "customer_erased",
    });
    if (more === 0) break;
    erased += more;
  }
  const { rows } = await ctx.db.execute<{ left: number }>(sql`
    select count(*)::int as left from attempts
    where merchant_id = ${merchantId} and msisdn_hash = ${hash}`);
  return { ok: true, erased, left: rows[0]?.left ?? 0 };
}
