import { sql, type SQL } from "drizzle-orm";
import { isIdOf } from "@/lib/ids";
import type { MerchantReads } from "@/lib/merchants/as-merchant";
import { readPage, type Place } from "@/lib/merchants/keyset";
import type { Listing } from "@/lib/merchants/model";
import {
  amountOf,
  isoOf,
  LINK_COLUMNS,
  LINK_ORDERS,
  stateOf,
  type LinkRecord,
} from "./link-columns";
import type { LinkRow } from "./model";

/** One page of a merchant's links, newest first. Throws if the database is away. */
export function listLinks(merchant: MerchantReads, place: Place): Promise<Listing<LinkRow>> {
  return readPage(
    place,
    ({ linkId }) => linkId,
    ({ before, after }, limit) => {
      const older = before === null ? sql`` : sql`and l.id < ${before}`;
      const newer = after === null ? sql`` : sql`and l.id > ${after}`;
      const order = after === null ? sql`order by l.id desc` : sql`order by l.id`;
      return readRows(merchant, sql`${older} ${newer} ${order} limit ${limit}`);
    },
  );
}

/** One link of a merchant; null for an unknown or foreign id. */
export async function readLink(merchant: MerchantReads, linkId: string): Promise<LinkRow | null> {
  if (!isIdOf("paymentLink", linkId)) return null;
  const [row] = await readRows(merchant, sql`and l.id = ${linkId}`);
  return row ?? null;
}

async function readRows({ merchantId, read }: MerchantReads, rest: SQL): Promise<LinkRow[]> {
  const { rows } = await read((db) =>
    db.execute<LinkRecord>(sql`
      select ${LINK_COLUMNS} from (
        select * from payment_links l where l.merchant_id = ${merchantId} ${rest}
      ) l cross join lateral (${LINK_ORDERS}) made`),
  );
  return rows.map(toRow);
}

function toRow(row: LinkRecord): LinkRow {
  return {
    linkId: row.id,
    title: row.title,
    amount: amountOf(row),
    state: stateOf(row),
    isActive: row.is_active,
    stock: row.stock,
    heldUses: row.held_uses,
    paidOrders: row.paid_orders,
    takingsKes: Number(row.takings_kes),
    expiresAt: isoOf(row.expires_at),
    createdAt: new Date(row.created_at).toISOString(),
  };
}
