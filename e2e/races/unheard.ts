import type { Dice } from "../support/dice";
import { inParallel } from "../support/in-parallel";
import { promptOrder, type Prompted } from "./prepare";
import { CALM, type RaceShop } from "./shop";
import { ask, type Answer } from "./tally";

/** Prepared at once; more would only queue. */
const AT_ONCE = 4;

/** An order that was paid, with the callback that never arrived. */
export type Unheard = Prompted & {
  /** The callback's address without its host: either app may receive it. */
  callbackPath: string;
  callbackBody: string;
};

/**
 * Makes orders whose customers have paid while every callback is dropped. Callbacks stay dropped
 * until the knobs are set again.
 */
export async function payUnheard(
  shop: RaceShop,
  draws: readonly Dice[],
  query: { wrongFailed?: number } = {},
): Promise<Unheard[]> {
  const { seed, simulator } = shop;
  await simulator.setFaults({
    ...CALM,
    seed,
    callback: { drop: 1 },
    query: { ...CALM.query, ...query },
  });
  const prompted = await inParallel(draws, AT_ONCE, (draw) => promptOrder(shop, draw));
  for (const { checkoutRequestId } of prompted) await simulator.answer(checkoutRequestId, "pay");
  const deliveries = new Map(
    (await simulator.deliveries()).map((delivery) => [delivery.checkoutRequestId, delivery]),
  );
  return prompted.map((order) => {
    const delivery = deliveries.get(order.checkoutRequestId);
    if (delivery?.attempt !== 0) throw new Error(`no dropped callback of ${order.order.id}`);
    return {
      ...order,
      callbackPath: new URL(delivery.url).pathname,
      callbackBody: JSON.stringify(delivery.body),
    };
  });
}

/** Posts a callback to one of the apps, and counts its answer: 200, whatever else goes on. */
export async function postCallback(
  { tally }: RaceShop,
  appUrl: string,
  { callbackPath }: Pick<Unheard, "callbackPath">,
  body: string,
): Promise<Answer> {
  const answer = await ask(`${appUrl}${callbackPath}`, {
    method: "POST",
    headers: { "content-type": "application/json;charset=UTF-8" },
    body,
  });
  tally.count("a callback", answer, answer.status === 200);
  return answer;
}
