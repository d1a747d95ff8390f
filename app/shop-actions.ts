"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import type { AmountFormState } from "@/components/shop/amount-form-state";
import { parseAmountKes } from "@/lib/money";
import {
  changeBasket,
  type BasketChange,
  type DemoItemId,
  isBasketChange,
  isDemoItemId,
  referenceOf,
  titleOf,
  totalKesOf,
} from "@/lib/orders/basket";
import { createDemoOrder, type DemoOrder } from "@/lib/orders/demo-shop";
import { runtime } from "@/lib/runtime";
import { settleWithin } from "@/lib/settle-within";
import { isDatabaseAway } from "@/lib/sql-errors";
import { keepBasket, readShopBasket } from "./shop-basket";

const ORDER_LIMIT_MS = 4_000;

async function orderOrUnavailable(order: DemoOrder) {
  try {
    return await settleWithin(ORDER_LIMIT_MS, createDemoOrder(runtime(), order));
  } catch (error) {
    if (!isDatabaseAway(error)) throw error;
    runtime().log.error("the database was away for the demo shop", { error });
    return { ok: false, reason: "unavailable" } as const;
  }
}

const basketForm = z.object({
  itemId: z.custom<DemoItemId>(isDemoItemId),
  change: z.custom<BasketChange>(isBasketChange),
  place: z.enum(["shelf", "basket"]).catch("basket"),
});

/**
 * Puts one more of a thing into the basket, takes one out, or all. A browser without scripts comes
 * back by a redirect, to the place it left, so that a reload never sends the form again.
 */
export async function changeBasketAction(form: FormData): Promise<void> {
  if (runtime().env.DEMO_SHOP !== "on") redirect("/?problem=shop_closed");
  const parsed = basketForm.safeParse({
    itemId: form.get("itemId"),
    change: form.get("change"),
    place: form.get("place"),
  });
  if (!parsed.success) redirect("/?problem=unknown_item");
  const { itemId, change, place } = parsed.data;
  const { basket } = await readShopBasket();
  await keepBasket(changeBasket(basket, itemId, change));
  const isSentByScript = (await headers()).has("next-action");
  if (!isSentByScript) redirect(place === "shelf" ? `/#item-${itemId}` : "/#basket");
}

const submissionId = z.uuid().nullable().catch(null);

/**
 * Orders the basket and goes to its payment page. However often it is sent, one basket makes one
 * order: its cookie knows the order that was made of it, and the same form finds the same order.
 */
export async function payBasketAction(form: FormData): Promise<void> {
  const { basket, openOrderId, paidOrderId } = await readShopBasket();
  const known = openOrderId ?? paidOrderId;
  if (known !== null) redirect(`/pay/${known}`);
  if (basket.lines.length === 0) redirect("/?problem=empty_basket");
  const t = await getTranslations("shop");
  const reference = referenceOf(basket);
  const submission = submissionId.parse(form.get("submissionId"));
  const result = await orderOrUnavailable({
    amountKes: totalKesOf(basket),
    title: titleOf(
      basket,
      (id) => t(`items.${id}.name`),
      (count) => t("basket.more", { count }),
    ),
    reference,
    ...(submission === null ? {} : { idempotencyKey: `basket ${submission} ${reference}` }),
  });
  if (!result.ok) redirect(`/?problem=${result.reason}`);
  await keepBasket({ ...basket, orderId: result.orderId });
  redirect(`/pay/${result.orderId}`);
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
