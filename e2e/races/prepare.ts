import { ageOrder } from "@/db/test-database";
import type { Order } from "../support/api";
import type { Dice } from "../support/dice";
import { comesToBe, readAttempts } from "./rows";
import type { RaceShop } from "./shop";
import { ask } from "./tally";

/** An order with a prompt on a phone. */
export type Prompted = { order: Order; attemptId: string; checkoutRequestId: string };

/** Past the window after which an attempt without a result is unresolved. */
const PAST_WINDOW_SECONDS = 301;

/** Creates an order and puts its prompt on a phone that nobody answers. */
export async function promptOrder(shop: RaceShop, draw: Dice): Promise<Prompted> {
  const order = await shop.api.createOrder({ amountKes: draw.between(1, 900) });
  const { id } = await shop.api.startAttempt(order.id, shop.newPhone().typed);
  const [attempt] = await readAttempts(shop.sql, order.id);
  if (attempt?.checkoutRequestId === undefined || attempt.checkoutRequestId === null) {
    throw new Error(`the push of ${order.id} was not accepted`);
  }
  return { order, attemptId: id, checkoutRequestId: attempt.checkoutRequestId };
}

/** Has both apps look at an order, which brings forward whatever is due for it. */
export async function lookAt(shop: RaceShop, orderId: string): Promise<void> {
  for (const appUrl of shop.appUrls) {
    const answer = await ask(`${appUrl}/api/orders/${orderId}/status`);
    shop.tally.count("the status", answer, answer.status === 200);
  }
}

/** Lets the attempt's window pass without a result; the prompt itself stays open. */
export async function leaveUnresolved(shop: RaceShop, { order }: Prompted): Promise<void> {
  await ageOrder(shop.databaseUrl, order.id, PAST_WINDOW_SECONDS);
  const isUnresolved = await comesToBe(async () => {
    await lookAt(shop, order.id);
    const [attempt] = await readAttempts(shop.sql, order.id);
    return attempt?.outcome === "unresolved";
  });
  if (!isUnresolved) throw new Error(`the attempt of ${order.id} does not become unresolved`);
}
