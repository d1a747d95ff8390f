import { cookies } from "next/headers";
import {
  EMPTY_BASKET,
  parseBasket,
  referenceOf,
  writeBasket,
  type Basket,
} from "@/lib/orders/basket";
import { readDemoOrderState } from "@/lib/orders/demo-shop";
import { runtime } from "@/lib/runtime";
import { settleWithin } from "@/lib/settle-within";
import { isDatabaseAway } from "@/lib/sql-errors";

const COOKIE_NAME = "basket";
/** As long as an order of the shop can be paid. */
const COOKIE_MAX_AGE_SECONDS = 24 * 60 * 60;
const READ_LIMIT_MS = 2_000;

/** What this browser has chosen, and what became of the order it made of that, if it made one. */
export type ShopBasket = {
  /** Empty once its order is paid. */
  basket: Basket;
  openOrderId: string | null;
  paidOrderId: string | null;
};

/** Reads the basket's cookie. While the database is away the basket is there without its order. */
export async function readShopBasket(): Promise<ShopBasket> {
  const basket = parseBasket((await cookies()).get(COOKIE_NAME)?.value);
  const none = { basket, openOrderId: null, paidOrderId: null };
  const { orderId } = basket;
  if (orderId === null) return none;
  switch (await stateOrGone(orderId, referenceOf(basket))) {
    case "open":
      return { ...none, openOrderId: orderId };
    case "paid":
      return { basket: EMPTY_BASKET, openOrderId: null, paidOrderId: orderId };
    case "gone":
      return none;
  }
}

async function stateOrGone(orderId: string, reference: string) {
  try {
    return await settleWithin(READ_LIMIT_MS, readDemoOrderState(runtime(), orderId, reference));
  } catch (error) {
    if (!isDatabaseAway(error)) throw error;
    runtime().log.error("the database was away for a basket", { error });
    return "gone";
  }
}

/** Keeps the basket in the browser. For actions alone: a page cannot set a cookie. */
export async function keepBasket(basket: Basket): Promise<void> {
  const jar = await cookies();
  if (basket.lines.length === 0) {
    jar.delete(COOKIE_NAME);
    return;
  }
  jar.set(COOKIE_NAME, writeBasket(basket), {
    httpOnly: true,
    sameSite: "lax",
    secure: runtime().env.APP_URL.startsWith("https:"),
    path: "/",
    maxAge: COOKIE_MAX_AGE_SECONDS,
  });
}
