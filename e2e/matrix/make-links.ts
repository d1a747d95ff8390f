import type postgres from "postgres";

const LINKS = {
  own: "lnk_01m85e75n1e49rrdg0k649k9r0",
  other: "lnk_01m85e75n1e49rrdg0k649k9r1",
  deleted: "lnk_01m85e75n1e49rrdg0k649k9r2",
  none: "lnk_01m85e75n1e49rrdg0k649k9r3",
} as const;

/**
 * A payment link for the merchant of each order, titled as the order, for any amount from KES 10; one
 * that was there and was deleted, and one that never was.
 */
export async function makeLinks(
  sql: postgres.Sql,
  orders: Record<"own" | "other", { order: string }>,
): Promise<typeof LINKS> {
  for (const [id, orderId] of [
    [LINKS.own, orders.own.order],
    [LINKS.other, orders.other.order],
    [LINKS.deleted, orders.own.order],
  ] as const) {
    await sql`insert into payment_links (id, merchant_id, title, min_kes, max_kes)
      select ${id}, merchant_id, title, 10, 1000 from orders where id = ${orderId}`;
  }
  await sql`delete from payment_links where id = ${LINKS.deleted}`;
  return LINKS;
}
