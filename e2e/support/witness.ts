import postgres from "postgres";
import { expect } from "@playwright/test";
import type { Simulator } from "./simulator";

/** The questions asked about one attempt. */
export type QueryRow = {
  orderId: string;
  attemptId: string;
  queryCount: number;
  kinds: string[];
  /** Between two answers; null with fewer than two. */
  shortestGapMs: number | null;
};

export type PaymentRow = {
  id: string;
  orderId: string;
  amountKes: number;
  receipt: string | null;
  counted: boolean;
  checkoutRequestId: string | null;
};

/**
 * Reads the money rows through a driver that the product does not use, and compares them with the
 * simulator's ledger. Only payments made since `open` count, so that tests share a database.
 */
export class Witness {
  readonly sql: postgres.Sql;
  private readonly known: ReadonlySet<string>;

  private constructor(sql: postgres.Sql, known: ReadonlySet<string>) {
    this.sql = sql;
    this.known = known;
  }

  static async open(databaseUrl: string): Promise<Witness> {
    const sql = postgres(databaseUrl, { max: 2, onnotice: () => undefined });
    const rows = await sql<{ id: string }[]>`select id from payments`;
    return new Witness(sql, new Set(rows.map(({ id }) => id)));
  }

  /** The payments made since this witness was opened, oldest first. */
  async payments(): Promise<PaymentRow[]> {
    const rows = await this.sql<PaymentRow[]>`
      select p.id, p.order_id as "orderId", p.amount_kes as "amountKes", p.receipt, p.counted,
        a.checkout_request_id as "checkoutRequestId"
      from payments p join attempts a on a.id = p.attempt_id
      order by p.created_at, p.id`;
    return rows.filter(({ id }) => !this.known.has(id));
  }

  async order(
    orderId: string,
  ): Promise<{ status: string; paidKes: number; flags: string[]; version: number }> {
    const rows = await this.sql<
      { status: string; paidKes: number; flags: string[]; version: number }[]
    >`select status, paid_kes as "paidKes", flags, version from orders where id = ${orderId}`;
    const [order] = rows;
    if (order === undefined) throw new Error(`there is no order ${orderId}`);
    return order;
  }

  /** Makes the next push or query ask for a new access token first. */
  async expireAccessTokens(): Promise<void> {
    await this.sql`
      update access_tokens set refresh_at = clock_timestamp(), expires_at = clock_timestamp()`;
  }

  /** How many access tokens were fetched so far, for the one consumer key there is. */
  async tokenGeneration(): Promise<number> {
    const rows = await this.sql<{ generation: number }[]>`select generation from access_tokens`;
    expect(rows.length, "rows of access tokens").toBe(1);
    return rows[0]?.generation ?? 0;
  }

  /** What is known of an order's attempts, in the order in which it came. */
  async evidenceKinds(orderId: string): Promise<string[]> {
    const rows = await this.sql<{ kind: string }[]>`
      select kind from evidence where order_id = ${orderId} order by received_at, id`;
    return rows.map(({ kind }) => kind);
  }

  /** Gives an order to another merchant, as if that one had made it. */
  async giveAway(orderId: string): Promise<void> {
    await this.sql.begin(async (sql) => {
      await sql`set local session_replication_role = replica`;
      await sql`
        insert into merchants (id, name) values ('mer_other', 'Another shop') on conflict do nothing`;
      await sql`update timeline_events set merchant_id = 'mer_other' where order_id = ${orderId}`;
      await sql`update orders set merchant_id = 'mer_other' where id = ${orderId}`;
    });
  }

  async countOrders(status: string): Promise<number> {
    const rows = await this.sql<{ count: number }[]>`
      select count(*)::int as count from orders where status = ${status}`;
    return rows[0]?.count ?? 0;
  }

  /** What was asked about every attempt that was asked about. */
  async queries(): Promise<QueryRow[]> {
    const rows = await this.sql<QueryRow[]>`
      with answers as (
        select attempt_id, kind, received_at,
          received_at - lag(received_at) over (partition by attempt_id order by received_at) as gap
        from evidence where source = 'query'
      )
      select a.order_id as "orderId", a.id as "attemptId", a.query_count as "queryCount",
        array_agg(answers.kind order by answers.received_at) as kinds,
        (extract(epoch from min(answers.gap)) * 1000)::float8 as "shortestGapMs"
      from attempts a join answers on answers.attempt_id = a.id
      group by a.id`;
    return Array.from(rows);
  }

  async queriesOf(orders: { orderId: string }[]): Promise<QueryRow[]> {
    const ids = new Set(orders.map(({ orderId }) => orderId));
    return (await this.queries()).filter(({ orderId }) => ids.has(orderId));
  }

  /**
   * Waits until every debit of the ledger is exactly one payment of that amount and receipt, and
   * every payment is a debit. A payment whose receipt is pending is known by its push. What an order
   * says it was paid must be the sum of its counted payments.
   */
  async expectLedgerEqualsPayments(simulator: Simulator, timeoutMs = 15_000): Promise<void> {
    await expect(async () => {
      const [debits, payments] = [await simulator.ledger(), await this.payments()];
      const line = (receipt: string | null, amountKes: number) => `${receipt ?? "?"} ${amountKes}`;
      const receiptOf = (payment: PaymentRow) =>
        payment.receipt ??
        debits.find(({ checkoutRequestId }) => checkoutRequestId === payment.checkoutRequestId)
          ?.receipt ??
        null;
      const ledger = debits.map(({ receipt, amountKes }) => line(receipt, amountKes)).sort();
      const booked = payments.map((row) => line(receiptOf(row), row.amountKes)).sort();
      expect(booked, "payments against the ledger").toEqual(ledger);
      for (const orderId of new Set(payments.map((payment) => payment.orderId))) {
        const counted = payments
          .filter((payment) => payment.orderId === orderId && payment.counted)
          .reduce((sum, { amountKes }) => sum + amountKes, 0);
        expect((await this.order(orderId)).paidKes, `paid for ${orderId}`).toBe(counted);
      }
    }).toPass({ timeout: timeoutMs, intervals: [100, 250, 500] });
  }

  async close(): Promise<void> {
    await this.sql.end({ timeout: 5 });
  }
}
