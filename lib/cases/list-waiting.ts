import { sql } from "drizzle-orm";
import { z } from "zod";
import { CASE_KINDS, ORDER_STATUSES } from "@/db/vocabulary";
import { isIdOf } from "@/lib/ids";
import type { CaseKind } from "@/lib/payments/model";
import type { MerchantReads } from "@/lib/merchants/as-merchant";
import type { WaitingOrder } from "./model";
import { isWaiting } from "./is-waiting";

const PAGE_ROWS = 25;

/** Where a page begins: behind the order that has waited since this microsecond. */
type Place = { sinceUs: number; orderId: string };

/** A cursor of ours as a place; null for anything else, which is the start. */
export function readWaitingPlace(cursor: string | undefined): Place | null {
  if (cursor === undefined) return null;
  const text = Buffer.from(cursor, "base64url").toString("latin1");
  const [us = "", orderId = ""] = text.split(" ");
  return /^\d{1,16}$/.test(us) && isIdOf("order", orderId)
    ? { sinceUs: Number(us), orderId }
    : null;
}

const cursorOf = ({ sinceUs, orderId }: Place) =>
  Buffer.from(`${sinceUs} ${orderId}`).toString("base64url");

const waitingRow = z.object({
  orderId: z.string(),
  title: z.string(),
  accountReference: z.string(),
  status: z.enum(ORDER_STATUSES),
  amountKes: z.int(),
  paidKes: z.int(),
  refundedKes: z.int(),
  reviewedKes: z.int().nullable(),
  cases: z.array(z.enum(CASE_KINDS)),
  sinceUs: z.coerce.number(),
});

export type WaitingPage = { rows: WaitingOrder[]; next: string | null };

/**
 * What waits for a person, longest first, from a place on; of one kind, if one is given. `reviewedKes`
 * is money that nobody has decided about. Throws if the database is away.
 */
export async function listWaiting(
  { merchantId, read }: MerchantReads,
  { place, kind }: { place: Place | null; kind: CaseKind | null },
): Promise<WaitingPage> {
  const behind = place
    ? sql`and (orders.cases_since, orders.id) > (
        timestamptz 'epoch' + ${place.sinceUs}::bigint * interval '1 microsecond', ${place.orderId})`
    : sql``;
  const found = await read((db) =>
    db.execute(sql`
      select id as "orderId", title, account_reference as "accountReference", status,
        amount_kes as "amountKes", paid_kes as "paidKes", refunded_kes as "refundedKes",
        (select sum(p.amount_kes)::int from payments p join attempts a on a.id = p.attempt_id
          where p.merchant_id = ${merchantId} and p.order_id = orders.id and not p.counted
            and a.decision is null) as "reviewedKes",
        cases, (extract(epoch from cases_since) * 1000000)::bigint as "sinceUs"
      from orders
      where ${isWaiting(merchantId)} ${behind}
        ${kind === null ? sql`` : sql`and ${kind} = any (cases)`}
      order by cases_since, id limit ${PAGE_ROWS + 1}::int`),
  );
  const rows = found.rows.map((row) => waitingRow.parse(row));
  const shown = rows.slice(0, PAGE_ROWS);
  const last = shown.at(-1);
  return {
    rows: shown.map(({ sinceUs, ...row }) => ({
      ...row,
      since: new Date(sinceUs / 1_000).toISOString(),
    })),
    next: last && rows.length > PAGE_ROWS ? cursorOf(last) : null,
  };
}
