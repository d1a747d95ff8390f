"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import type { AmountFormState } from "@/components/shop/amount-form-state";
import { parseAmountKes } from "@/lib/money";
import { isDatabaseAway } from "@/lib/sql-errors";
import { createDemoOrder } from "@/lib/orders/demo-shop";
import { runtime } from "@/lib/runtime";
import { settleWithin } from "@/lib/settle-within";

const ORDER_LIMIT_MS = 4_000;

type DemoOrder = Parameters<typeof createDemoOrder>[1];

async function orderOrUnavailable(order: DemoOrder) {
  try {
    return await settleWithin(ORDER_LIMIT_MS, createDemoOrder(runtime(), order));
  } catch (error) {
    if (!isDatabaseAway(error)) throw error;
    runtime().log.error("the database was away for the demo shop", { error });
    return { ok: false, reason: "unavailable" } as const;
  }
}

const itemId = z.string().min(1).max(64);

/** Orders one item of the demo shop and goes to its payment page. */
export async function buyItemAction(form: FormData): Promise<void> {
  const parsed = itemId.safeParse(form.get("itemId"));
  if (!parsed.success) redirect("/?problem=unknown_item");
  const result = await orderOrUnavailable({ itemId: parsed.data });
  redirect(result.ok ? `/pay/${result.orderId}` : `/?problem=${result.reason}`);
}

const MAX_TITLE_CHARS = 60;

const amountForm = z.object({
  amount: z.string().max(64).catch(""),
  title: z
    .string()
    .max(10 * MAX_TITLE_CHARS)
    .catch(""),
});

/** Orders an amount of one's own and goes to its payment page, or answers what is wrong with it. */
export async function buyAmountAction(
  _previous: AmountFormState,
  form: FormData,
): Promise<AmountFormState> {
  const values = amountForm.parse({ amount: form.get("amount"), title: form.get("title") });
  const amountKes = parseAmountKes(values.amount);
  const title = values.title.trim();
  const isTitleWrong = title === "" || Array.from(title).length > MAX_TITLE_CHARS;
  if (amountKes === null || isTitleWrong) {
    return { ...values, isAmountWrong: amountKes === null, isTitleWrong };
  }
  const result = await orderOrUnavailable({ amountKes, title });
  if (!result.ok && result.reason === "invalid") {
    return { ...values, isAmountWrong: false, isTitleWrong: true };
  }
  redirect(result.ok ? `/pay/${result.orderId}` : `/?problem=${result.reason}`);
}
