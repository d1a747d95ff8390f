import { sql } from "drizzle-orm";
import { brandColourOf } from "@/lib/brand-colour";
import { isIdOf } from "@/lib/ids";
import type { Runtime } from "@/lib/runtime";
import {
  amountOf,
  isoOf,
  LINK_COLUMNS,
  LINK_ORDERS,
  stateOf,
  type LinkRecord,
} from "./link-columns";
import type { LinkState, PublicLink } from "./model";

type Row = LinkRecord & {
  merchant_name: string;
  brand_colour: string | null;
  logo: string | null;
  own_order_id: string | null;
  own_amount_kes: number | null;
};

/**
 * A link as whoever opens it may see it; null for an unknown id. `orderId` is the order that this
 * browser says it made of the link: shown again while it can be paid, so that nobody makes two. Orders
 * are counted only where there is a stock: a link without one may have very many.
 */
export async function readPublicLink(
  { db }: Pick<Runtime, "db">,
  linkId: string,
  { orderId }: { orderId: string | undefined },
): Promise<PublicLink | null> {
  if (!isIdOf("paymentLink", linkId)) return null;
  const ownId = isIdOf("order", orderId) ? orderId : "";
  const { rows } = await db.execute<Row>(sql`
    select ${LINK_COLUMNS}, m.name as merchant_name, m.brand_colour, m.logo,
      own.id as own_order_id, own.amount_kes as own_amount_kes
    from payment_links l
    join merchants m on m.id = l.merchant_id
    cross join lateral (${LINK_ORDERS} and l.stock is not null) made
    left join payment_link_orders ours on ours.merchant_id = l.merchant_id
      and ours.link_id = l.id and ours.order_id = ${ownId}
    left join orders own on own.merchant_id = ours.merchant_id and own.id = ours.order_id
      and own.status = 'open' and own.expires_at > now()
    where l.id = ${linkId}`);
  const [row] = rows;
  if (!row) return null;
  const state = publicState(row);
  return {
    linkId,
    title: row.title,
    amount: amountOf(row),
    state,
    merchantName: row.merchant_name,
    merchantColour: row.brand_colour === null ? null : brandColourOf(row.brand_colour),
    merchantLogo: row.logo,
    freeAgainAt: state === "taken" ? isoOf(row.free_again_at) : null,
    ownOrder:
      row.own_order_id === null || row.own_amount_kes === null
        ? null
        : { orderId: row.own_order_id, amountKes: row.own_amount_kes },
  };
}

/**
 * The one order of a single-use link of a fixed amount is there for whoever opens it, as long as it can
 * be paid (`orderByLink`): for them the link is open.
 */
function publicState(row: LinkRecord): LinkState {
  const state = stateOf(row);
  const isShared = row.stock === 1 && row.amount_kes !== null && row.payable_orders > 0;
  return state === "taken" && isShared ? "open" : state;
}
