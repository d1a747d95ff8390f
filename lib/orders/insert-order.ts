import { sql, type SQL } from "drizzle-orm";
import { makeId } from "@/lib/ids";
import type { Runtime } from "@/lib/runtime";
import { isUniqueViolation } from "@/lib/sql-errors";
import { makeAccountReference } from "./account-reference";
import { readStoredOrder } from "./idempotency";
import type { Order } from "./model";
import type { OrderInput } from "./order-input";
import { payUrlOf } from "./pay-url";

/** A second collision of ten random characters in a row means that something else is wrong. */
export const MAX_REFERENCE_TRIES = 5;

/** The order that is about to be made, for what is written in the same statement. */
export type NewOrder = {
  orderId: string;
  /** What is answered for it, as jsonb. */
  response: SQL;
  /** The parts that whatever is written has to select from. */
  from: SQL;
};

/** What else the statement does. */
export type Beside = {
  /** `insert` or `update … returning`: without a row of it no order is made. */
  gate: (made: NewOrder) => SQL;
  /** Written with the order; has to select `from`. */
  record?: (made: NewOrder) => SQL;
};

/**
 * One statement: the order, its first timeline event and what is written beside it, or nothing at
 * all. It is paid on the merchant's active shortcode, and its environment is that one's for ever; a
 * `shortcodeId` names another of the merchant's, as a check does. Null if its gate is closed or there is
 * no such shortcode.
 */
export async function insertOrder(
  { db, env }: Pick<Runtime, "db" | "env">,
  merchantId: string,
  input: OrderInput,
  beside: Beside | null,
  shortcodeId: string | null = null,
): Promise<Order | "reference_taken" | null> {
  const id = makeId("order");
  const accountReference = makeAccountReference();
  const answer = JSON.stringify({
    id,
    status: "open",
    version: 1,
    amountKes: input.amountKes,
    paidKes: 0,
    title: input.title,
    reference: input.reference ?? null,
    accountReference,
    payUrl: payUrlOf(env, id),
    metadata: input.metadata,
  });
  const expiry = sql`make_interval(secs => ${input.expiresInSeconds})`;
  const response = sql`${answer}::jsonb || jsonb_build_object(
    'createdAt', ${isoOf(sql`moment.at`)}, 'expiresAt', ${isoOf(sql`moment.at + ${expiry}`)})`;
  const guard = beside
    ? beside.gate({ orderId: id, response, from: sql`shortcode, moment` })
    : sql`select 1 from shortcode`;
  const chosen = shortcodeId === null ? sql`is_active` : sql`id = ${shortcodeId}`;
  const record = beside?.record?.({ orderId: id, response, from: sql`created` });
  const statement = sql`
    with moment as (select date_trunc('milliseconds', now()) as at),
    shortcode as (
      select id from shortcodes where merchant_id = ${merchantId} and ${chosen}
    ), guard as (${guard}),
    created as (
      insert into orders (id, merchant_id, shortcode_id, amount_kes, title, reference,
        account_reference, success_url, cancel_url, metadata, timeline_seq, expires_at, created_at, updated_at)
      select ${id}, ${merchantId}, shortcode.id, ${input.amountKes}, ${input.title},
        ${input.reference ?? null}, ${accountReference}, ${input.successUrl ?? null}, ${input.cancelUrl ?? null},
        ${JSON.stringify(input.metadata)}::jsonb, 1, moment.at + ${expiry}, moment.at, moment.at
      from guard, shortcode, moment
      returning id
    ), told as (
      insert into timeline_events (merchant_id, order_id, seq, kind, detail, at)
      select ${merchantId}, created.id, 1, 'order_created',
        jsonb_build_object('amountKes', ${input.amountKes}::integer), moment.at
      from created, moment
    )${record === undefined ? sql`` : sql`, recorded as (${record})`}
    select ${response} as response from created, moment`;
  try {
    const { rows } = await db.execute<{ response: unknown }>(statement);
    return rows[0] ? readStoredOrder(rows[0].response) : null;
  } catch (error) {
    if (isUniqueViolation(error, "orders_account_reference")) return "reference_taken";
    throw error;
  }
}

/** A time of the database as the API writes it: "2026-11-23T08:15:30.123Z". */
function isoOf(at: ReturnType<typeof sql>) {
  return sql`to_char((${at}) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
