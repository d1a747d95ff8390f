import { randomUUID } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { paymentLinkOrders } from "@/db/schema/payment-links";
import { isAmountKes, parseAmountKes } from "@/lib/money";
import { insertOrder, MAX_REFERENCE_TRIES } from "@/lib/orders/insert-order";
import { parseOrderInput } from "@/lib/orders/order-input";
import type { Runtime } from "@/lib/runtime";
import { isUniqueViolation } from "@/lib/sql-errors";
import { readLinkTerms, type LinkTerms } from "./link-terms";
import { takeLinkVisit } from "./visit-limit";
import { recordUse, takeUse } from "./uses";

/** While its use is held for one customer, others wait for it: an hour is long enough to pay. */
const HELD_SECONDS = 3_600;
const UNHELD_SECONDS = 86_400;

export type OrderByLinkResult =
  | { ok: true; orderId: string }
  /** The page of the link says what is the matter: off, over, taken … */
  | { ok: false; reason: "closed" | "unknown" }
  | { ok: false; reason: "amount" | "too_many" | "no_shortcode" };

type Ctx = Pick<Runtime, "db" | "env">;

/**
 * Makes the order of a link for whoever opened it. The same form sent again finds the order that it
 * made. A single-use link of a fixed amount leads everybody to its one order, as long as that can
 * still be paid: it is one debt, whoever pays it.
 */
export async function orderByLink(
  ctx: Ctx,
  input: {
    linkId: string;
    /** As typed; ignored where the amount is fixed. */
    amount: string;
    submissionId: string | null;
    address: string | null;
  },
): Promise<OrderByLinkResult> {
  const link = await readLinkTerms(ctx, input.linkId);
  if (!link) return { ok: false, reason: "unknown" };
  const amountKes = askedAmount(link, input.amount);
  if (amountKes === null) return { ok: false, reason: "amount" };
  const form = input.submissionId ?? randomUUID();
  const submission = `${form} ${amountKes}`;
  if (!(await takeLinkVisit(ctx, input.address, submission))) {
    return { ok: false, reason: "too_many" };
  }
  const parsed = parseOrderInput({
    amountKes,
    title: link.title,
    expiresInSeconds: link.stock === null ? UNHELD_SECONDS : HELD_SECONDS,
    metadata: { paymentLinkId: link.linkId },
  });
  if (!parsed.ok) throw new Error(`a payment link makes no order: ${parsed.param}`);
  const use = { merchantId: link.merchantId, linkId: link.linkId, submission };
  const beside = {
    gate: (made: Parameters<typeof takeUse>[1]) => takeUse(use, made),
    record: (made: Parameters<typeof takeUse>[1]) => recordUse(use, made),
  };
  for (let tries = 0; tries < MAX_REFERENCE_TRIES; tries += 1) {
    try {
      const order = await insertOrder(ctx, link.merchantId, parsed.value, beside);
      if (order === "reference_taken") continue;
      if (order) return { ok: true, orderId: order.id };
    } catch (error) {
      if (!isUniqueViolation(error, "payment_link_orders_submission")) throw error;
    }
    return refusedOrFound(ctx, link, submission);
  }
  throw new Error("an order could not be created in several tries");
}

function askedAmount({ amount }: LinkTerms, typed: string): number | null {
  if (amount.kind === "fixed") return isAmountKes(amount.amountKes) ? amount.amountKes : null;
  const asked = parseAmountKes(typed);
  return asked !== null && asked >= amount.minKes && asked <= amount.maxKes ? asked : null;
}

/** Nothing was made: the order that this form, or somebody before, made already, or why there is none. */
async function refusedOrFound(
  ctx: Ctx,
  link: LinkTerms,
  submission: string,
): Promise<OrderByLinkResult> {
  const [own] = await ctx.db
    .select({ orderId: paymentLinkOrders.orderId })
    .from(paymentLinkOrders)
    .where(
      and(
        eq(paymentLinkOrders.merchantId, link.merchantId),
        eq(paymentLinkOrders.linkId, link.linkId),
        eq(paymentLinkOrders.submission, submission),
      ),
    );
  if (own) return { ok: true, orderId: own.orderId };
  if (!link.hasShortcode) return { ok: false, reason: "no_shortcode" };
  const shared = await findSharedOrder(ctx, link);
  return shared === null ? { ok: false, reason: "closed" } : { ok: true, orderId: shared };
}

/** The one order of a single-use link of a fixed amount, while it can be paid. */
async function findSharedOrder({ db }: Ctx, link: LinkTerms): Promise<string | null> {
  if (link.stock !== 1 || link.amount.kind !== "fixed") return null;
  const { rows } = await db.execute<{ id: string }>(sql`
    select o.id from payment_link_orders u
    join payment_links l on l.merchant_id = u.merchant_id and l.id = u.link_id
    join orders o on o.merchant_id = u.merchant_id and o.id = u.order_id
    where u.merchant_id = ${link.merchantId} and u.link_id = ${link.linkId}
      and l.is_active and (l.expires_at is null or l.expires_at > now())
      and o.status = 'open' and o.expires_at > now()
    order by o.id desc limit 1`);
  return rows[0]?.id ?? null;
}
