import type postgres from "postgres";

/** What the database says about one order. */
export type Books = {
  status: string;
  paidKes: number;
  version: number;
  flags: string[];
  outcomes: string[];
  payments: { amountKes: number; receipt: string | null; counted: boolean }[];
  evidenceRows: number;
  unapplied: number;
  timeline: string[];
};

type OrderRow = Pick<Books, "status" | "paidKes" | "version" | "flags">;

/** Reads an order's rows through the driver that the product does not use. */
export async function readBooks(sql: postgres.Sql, orderId: string): Promise<Books> {
  const [order] = await sql<OrderRow[]>`
    select status, paid_kes as "paidKes", version, flags from orders where id = ${orderId}`;
  if (order === undefined) throw new Error(`there is no order ${orderId}`);
  const attempts = await sql<{ outcome: string }[]>`
    select outcome from attempts where order_id = ${orderId} order by id`;
  const payments = await sql<Books["payments"]>`
    select amount_kes as "amountKes", receipt, counted
    from payments where order_id = ${orderId} order by id`;
  const [evidence] = await sql<{ rows: number; unapplied: number }[]>`
    select count(*)::int as rows, (count(*) - count(applied_at))::int as unapplied
    from evidence where order_id = ${orderId}`;
  const timeline = await sql<{ kind: string }[]>`
    select kind from timeline_events where order_id = ${orderId} order by seq`;
  return {
    ...order,
    outcomes: attempts.map(({ outcome }) => outcome),
    payments: Array.from(payments),
    evidenceRows: evidence?.rows ?? 0,
    unapplied: evidence?.unapplied ?? 0,
    timeline: timeline.map(({ kind }) => kind),
  };
}

/** Nothing paid, and nothing that would count as paid. */
export const isUnpaid = ({ status, paidKes, payments }: Books): boolean =>
  status === "open" && paidKes === 0 && payments.every(({ counted }) => !counted);

/** Paid once, with the money and the receipt of the ledger, and nothing besides. */
export function isPaidOnce(
  { status, paidKes, payments }: Books,
  door: { amountKes: number; receipt: string },
): boolean {
  const [payment] = payments;
  return (
    status === "paid" &&
    paidKes === door.amountKes &&
    payments.length === 1 &&
    payment?.counted === true &&
    payment.amountKes === door.amountKes &&
    payment.receipt === door.receipt
  );
}
