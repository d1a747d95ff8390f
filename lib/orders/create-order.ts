import { and, eq, sql } from "drizzle-orm";
import { shortcodes } from "@/db/schema/merchants";
import { auditPart } from "@/lib/audit/record-audit";
import type { OrderMaker } from "@/lib/merchants/order-maker";
import type { Runtime } from "@/lib/runtime";
import { digestOf, findStoredAnswer, IDEMPOTENCY_KEY, takeKey } from "./idempotency";
import { type Beside, insertOrder, MAX_REFERENCE_TRIES, type NewOrder } from "./insert-order";
import type { Order } from "./model";
import { parseOrderInput } from "./order-input";

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
 * concurrent calls included, whatever became of the order since. Failures are not kept. It is paid on
 * the merchant's active shortcode, or on `shortcodeId` of the merchant's, active or not. `by` is who
 * makes the order by hand: it is in the audit then.
 */
export async function createOrder(
  ctx: Ctx,
  merchantId: string,
  input: unknown,
  options: {
    idempotencyKey?: string | undefined;
    shortcodeId?: string;
    by?: OrderMaker;
  } = {},
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
  const { by, shortcodeId = null } = options;
  const beside = besideOrder(merchantId, parsed.value.amountKes, { idempotency, by });
  for (let tries = 0; tries < MAX_REFERENCE_TRIES; tries += 1) {
    const order = await insertOrder(ctx, merchantId, parsed.value, beside, shortcodeId);
    if (order === "reference_taken") continue;
    if (order) return { ok: true, order };
    const before =
      idempotency && (await findStoredAnswer(ctx, merchantId, idempotency.key, idempotency.digest));
    if (before) return before;
    if (!(await hasShortcode(ctx, merchantId, shortcodeId)))
      return { ok: false, reason: "no_shortcode" };
  }
  throw new Error("an order could not be created in several tries");
}

type Wanted = {
  idempotency: { key: string; digest: Buffer } | null;
  by: OrderMaker | undefined;
};

/** What is written in the order's own statement: the idempotency key, and who made it by hand. */
function besideOrder(
  merchantId: string,
  amountKes: number,
  { idempotency, by }: Wanted,
): Beside | null {
  if (!idempotency && !by) return null;
  return {
    gate: (made) =>
      idempotency
        ? takeKey({ ...idempotency, merchantId, ...made })
        : sql`select 1 from ${made.from}`,
    ...(by && { record: (made: NewOrder) => madeByHand(by, amountKes, made) }),
  };
}

const madeByHand = (by: OrderMaker, amountKes: number, { orderId, from }: NewOrder) =>
  auditPart(
    {
      merchantId: by.merchantId,
      by,
      action: "order_made",
      about: { kind: "order", id: orderId },
      after: { amountKes },
    },
    from,
  );

async function hasShortcode({ db }: Ctx, merchantId: string, shortcodeId: string | null) {
  const chosen =
    shortcodeId === null ? eq(shortcodes.isActive, true) : eq(shortcodes.id, shortcodeId);
  const found = await db
    .select({ id: shortcodes.id })
    .from(shortcodes)
    .where(and(eq(shortcodes.merchantId, merchantId), chosen));
  return found.length > 0;
}
