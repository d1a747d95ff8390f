import { sql } from "drizzle-orm";
import { linkState } from "./link-state";
import { linkAmount } from "./link-terms";
import type { LinkAmount, LinkState } from "./model";
import { GAVE_BACK } from "./uses";

/** A row of `payment_links l` with what its orders say, as the driver reads it. */
export type LinkRecord = {
  id: string;
  merchant_id: string;
  title: string;
  amount_kes: number | null;
  min_kes: number | null;
  max_kes: number | null;
  stock: number | null;
  is_active: boolean;
  is_over: boolean;
  held_uses: number;
  settled_uses: number;
  paid_orders: number;
  takings_kes: string;
  /** Orders that can be paid right now … */
  payable_orders: number;
  /** … and when the first of them ends. */
  free_again_at: Date | string | null;
  expires_at: Date | string | null;
  created_at: Date | string;
};

/** What is read of `payment_links l`; `made` comes from `LINK_ORDERS`, joined laterally. */
export const LINK_COLUMNS = sql`
  l.id, l.merchant_id, l.title, l.amount_kes, l.min_kes, l.max_kes, l.stock, l.is_active,
  coalesce(l.expires_at <= now(), false) as is_over, l.expires_at, l.created_at,
  made.held_uses, made.settled_uses, made.paid_orders, made.takings_kes,
  made.payable_orders, made.free_again_at`;

/** The orders of one link, summed up: money from the orders' own rows. */
export const LINK_ORDERS = sql`
  select count(*) filter (where not ${GAVE_BACK})::int as held_uses,
    count(*) filter (where o.status in ('paid', 'overpaid', 'underpaid'))::int as settled_uses,
    count(*) filter (where o.status in ('paid', 'overpaid'))::int as paid_orders,
    coalesce(sum(o.paid_kes), 0)::text as takings_kes,
    count(*) filter (where o.status = 'open' and o.expires_at > now())::int as payable_orders,
    min(o.expires_at) filter (where o.status = 'open' and o.expires_at > now()) as free_again_at
  from payment_link_orders u
  join orders o on o.merchant_id = u.merchant_id and o.id = u.order_id
  where u.merchant_id = l.merchant_id and u.link_id = l.id`;

/** The amount of a link, as it was set. */
export function amountOf({ amount_kes, min_kes, max_kes }: LinkRecord): LinkAmount {
  return linkAmount(amount_kes, min_kes, max_kes);
}

/** Whether the link makes orders now. */
export function stateOf(row: LinkRecord): LinkState {
  return linkState({
    isActive: row.is_active,
    isOver: row.is_over,
    stock: row.stock,
    heldUses: row.held_uses,
    settledUses: row.settled_uses,
  });
}

/** A time as the driver gives it, whichever way, as ISO 8601 in UTC. */
export function isoOf(at: Date | string | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
