import type postgres from "postgres";

export type AttemptRow = {
  id: string;
  outcome: string;
  checkoutRequestId: string | null;
};

/** The attempts of an order, oldest first. */
export async function readAttempts(sql: postgres.Sql, orderId: string): Promise<AttemptRow[]> {
  const rows = await sql<AttemptRow[]>`
    select id, outcome, checkout_request_id as "checkoutRequestId"
    from attempts where order_id = ${orderId} order by created_at, id`;
  return Array.from(rows);
}

export async function readOrderRow(
  sql: postgres.Sql,
  orderId: string,
): Promise<{ status: string; paidKes: number }> {
  const [row] = await sql<{ status: string; paidKes: number }[]>`
    select status, paid_kes as "paidKes" from orders where id = ${orderId}`;
  if (row === undefined) throw new Error(`there is no order ${orderId}`);
  return row;
}

const PATIENCE_MS = 30_000;
const POLL_MS = 50;

/** Waits until `isSo`, as long as anybody would; answers whether it came to be. */
export async function comesToBe(isSo: () => Promise<boolean>): Promise<boolean> {
  const endsAtMs = performance.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (performance.now() > endsAtMs) return false;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return true;
}
