import { and, eq, sql } from "drizzle-orm";
import { shortcodes } from "@/db/schema/merchants";
import { makeId } from "@/lib/ids";
import type { Runtime } from "@/lib/runtime";
import { isUniqueViolation } from "@/lib/sql-errors";
import { makeAccountReference } from "./account-reference";
import {
  digestOf,
  findStoredAnswer,
  IDEMPOTENCY_KEY,
  readStoredOrder,
  takeKey,
} from "./idempotency";
import type { Order } from "./model";
import { type OrderInput, parseOrderInput } from "./order-input";
import { payUrlOf } from "./pay-url";

/** A second collision of ten random characters in a row means that something else is wrong. */
const MAX_TRIES = 5;

export type CreateOrderResult =
  | { ok: true; order: Order }
  | { ok: false; reason: "invalid"; param: string; message: string }
  | { ok: false; reason: "idempotency_mismatch" }
  /** The merchant has no active shortcode to be paid on. */
  | { ok: false; reason: "no_shortcode" };

type Ctx = Pick<Runtime, "db" | "env">;

/**
 * Creates an order of a merchant from outside input (see `order-input.ts`), with its first timeline
 * event. With an `idempotencyKey`, equal input within 24 h answers what it answered the first time,
 * concurrent calls included, whatever became of the order since. Failures are not kept.
 */
export async function createOrder(
  ctx: Ctx,
  merchantId: string,
  input: unknown,
  options: { idempotencyKey?: string | undefined } = {},
): Promise<CreateOrderResult> {
  const parsed = parseOrderInput(input);
  if (!parsed.ok)
    return { ok: false, reason: "invalid", param: parsed.param, message: parsed.message };
  const key = options.idempotencyKey;
  if (key !== undefined && !IDEMPOTENCY_KEY.test(key)) {
    const message = "must have 1 to 255 printable characters";
    return { ok: false, reason: "invalid", param: "Idempotency-Key", message };
  }
  const idempotency = key === undefined ? null : { key, digest: digestOf(input) };
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const order = await insertOrder(ctx, merchantId, parsed.value, idempotency);
    if (order === "reference_taken") continue;
    if (order) return { ok: true, order };
    const before =
      idempotency && (await findStoredAnswer(ctx, merchantId, idempotency.key, idempotency.digest));
    if (before) return before;
    if (!(await hasShortcode(ctx, merchantId))) return { ok: false, reason: "no_shortcode" };
  }
  throw new Error("an order could not be created in several tries");
}

/**
 * One statement: the order, its first timeline event and the key's answer, or nothing at all. Null
 * if the key is taken or there is no active shortcode.
 */
async function insertOrder(
  { db, env }: Ctx,
  merchantId: string,
  input: OrderInput,
  idempotency: { key: string; digest: Buffer } | null,
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
  const guard = idempotency
    ? takeKey({ ...idempotency, merchantId, orderId: id, response, from: sql`shortcode, moment` })
    : sql`select 1 from shortcode`;
  const statement = sql`
    with moment as (select date_trunc('milliseconds', now()) as at),
    shortcode as (
      select id from shortcodes where merchant_id = ${merchantId} and is_active
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
    )
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

async function hasShortcode({ db }: Ctx, merchantId: string): Promise<boolean> {
  const found = await db
    .select({ id: shortcodes.id })
    .from(shortcodes)
    .where(and(eq(shortcodes.merchantId, merchantId), eq(shortcodes.isActive, true)));
  return found.length > 0;
}
