import { z } from "zod";
import type { OrderMaker } from "@/lib/merchants/order-maker";
import { parseAmountKes } from "@/lib/money";
import { sha256 } from "@/lib/sealing";
import { createOrder } from "./create-order";
import { DESK_EXPIRIES, type DeskField } from "./model";
import { parseOrderInput } from "./order-input";

const EXPIRY_SECONDS = { hour: 3_600, day: 86_400, week: 604_800, month: 2_592_000 };

const text = z.string().max(400).catch("");
const deskForm = z.object({
  amount: text,
  title: text,
  reference: text,
  expiry: z.enum(DESK_EXPIRIES).catch("day"),
  submissionId: z.string(),
});

export type DeskOrderResult =
  | { ok: true; orderId: string }
  | { ok: false; wrong: DeskField[] }
  | { ok: false; reason: "no_shortcode" };

/**
 * Makes an order that a member filled in by hand, or names the fields that cannot stay. The same form
 * sent again finds the order that it made.
 */
export async function createDeskOrder(
  ctx: Parameters<typeof createOrder>[0],
  maker: OrderMaker,
  form: unknown,
): Promise<DeskOrderResult> {
  const { submissionId, expiry, ...fields } = deskForm.parse(form);
  const amountKes = parseAmountKes(fields.amount);
  const reference = fields.reference.trim();
  const isRight = {
    amount: amountKes !== null,
    title: parseOrderInput({ amountKes: 1, title: fields.title }).ok,
    reference: parseOrderInput({ amountKes: 1, title: "Title", reference }).ok,
  };
  const wrong = (["amount", "title", "reference"] as const).filter((field) => !isRight[field]);
  if (wrong.length > 0) return { ok: false, wrong };
  const order = {
    amountKes,
    title: fields.title,
    ...(reference === "" ? {} : { reference }),
    expiresInSeconds: EXPIRY_SECONDS[expiry],
  };
  // With all that was typed: a form that was changed after it was sent is another order.
  const typed = sha256(JSON.stringify(order)).toString("base64url");
  const made = await createOrder(ctx, maker.merchantId, order, {
    idempotencyKey: `desk ${submissionId} ${typed}`,
    by: maker,
  });
  if (made.ok) return { ok: true, orderId: made.order.id };
  if (made.reason === "no_shortcode") return { ok: false, reason: made.reason };
  throw new Error(`the form of a new order makes none: ${made.reason}`);
}
