import { sql } from "drizzle-orm";
import { withAudit } from "@/lib/audit/record-audit";
import { authorise, type AuthoriseRefusal } from "@/lib/merchants/authorise";
import type { Actor } from "@/lib/merchants/session";
import { hashMsisdn } from "@/lib/payments/attempt-secrets";
import { CHECKS_END_AFTER_MS } from "@/lib/payments/timing";
import { parseMsisdn } from "@/lib/phone";
import type { Runtime } from "@/lib/runtime";
import type { HeldData, InUse, PrivacyProblem } from "./model";

export type LookUpResult =
  { ok: true; held: HeldData } | { ok: false; reason: AuthoriseRefusal | PrivacyProblem };

/** As many as a page can tell. */
const SHOWN_IN_USE = 20;

type Counts = {
  orders: number;
  attempts: number;
  payments: number;
  first_at: string | null;
  last_at: string | null;
  in_use: InUse[];
};

/** How much the merchant holds of one phone number, and what of it cannot be erased yet. Audited. */
export async function lookUpCustomer(
  ctx: Pick<Runtime, "db" | "env">,
  actor: Actor,
  phoneNumber: string,
): Promise<LookUpResult> {
  const msisdn = parseMsisdn(phoneNumber);
  if (msisdn === null) return { ok: false, reason: "invalid_phone" };
  const authorised = await authorise(ctx, actor, "erase_customers", { proof: false });
  if (!authorised.ok) return authorised;
  const { merchantId } = actor;
  const endOf = sql`case used.why when 'open' then to_char(
    (a.created_at + make_interval(secs => ${CHECKS_END_AFTER_MS / 1000}::int)) at time zone 'UTC',
    'YYYY-MM-DD"T"HH24:MI:SS"Z"') end`;
  const counting = sql`
    select count(distinct a.order_id)::int as orders, count(*)::int as attempts,
      count(p.id)::int as payments, min(a.created_at) as first_at, max(a.created_at) as last_at,
      coalesce(jsonb_agg(jsonb_build_object('orderId', a.order_id, 'until', ${endOf})
        order by a.created_at) filter (where used.why is not null), '[]') as in_use
    from attempts a cross join lateral (select attempt_in_use(a) as why) as used
    left join payments p on p.attempt_id = a.id
    where a.merchant_id = ${merchantId} and a.msisdn_hash = ${hashMsisdn(ctx.env, msisdn)}`;
  const { rows } = await ctx.db.execute<Counts>(
    withAudit(counting, {
      merchantId,
      by: actor,
      action: "customer_looked_up",
      after: sql`json_build_object('attempts', changed.attempts)`,
    }),
  );
  const [counts] = rows;
  if (!counts) throw new Error("a count answers one row");
  return { ok: true, held: toHeld(counts) };
}

const toHeld = ({ orders, attempts, payments, first_at, last_at, in_use }: Counts): HeldData => ({
  orders,
  attempts,
  payments,
  firstAt: first_at === null ? null : new Date(first_at).toISOString(),
  lastAt: last_at === null ? null : new Date(last_at).toISOString(),
  inUse: in_use.slice(0, SHOWN_IN_USE),
});
