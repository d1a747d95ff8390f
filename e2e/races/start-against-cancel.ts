import { setTimeout as sleep } from "node:timers/promises";
import type { Dice } from "../support/dice";
import type { Order } from "../support/api";
import { countPrompts } from "./prompts";
import { readAttempts, readOrderRow } from "./rows";
import { none, runRounds, type Race, type RaceShop } from "./shop";
import {
  drawAddress,
  followToHeading,
  leadsToOrder,
  openForm,
  readApiOutcome,
  start,
  UNDER_WAY,
  type Started,
  type Starter,
} from "./start";
import { ask, type Answer } from "./tally";

const MOST_STARTS = 4;
const MOST_CANCELS = 3;
/** A start has more to read before it claims, so a cancellation often comes a little later. */
const MOST_CANCEL_DELAY_MS = 24;
const LANES = 2;
/** What heads the page of a cancelled order. */
const CANCELLED = "The shop has cancelled this order";

type Counts = { startsWon: number; cancelsWon: number; contradictions: number };

async function gather(shop: RaceShop, orderId: string, draw: Dice): Promise<Starter[]> {
  const starters: Starter[] = [];
  const count = draw.between(1, MOST_STARTS);
  for (let index = 0; index < count; index += 1) {
    const appUrl = draw.pick(shop.appUrls);
    const common = {
      appUrl,
      orderId,
      phoneNumber: shop.newPhone().typed,
      address: drawAddress(draw),
      delayMs: 0,
    };
    const form = draw.below(3) === 0 ? await openForm(shop, appUrl, orderId) : null;
    starters.push(form ? { ...common, by: "page", form } : { ...common, by: "api" });
  }
  return starters;
}

async function cancel(shop: RaceShop, orderId: string, draw: Dice): Promise<Answer> {
  const appUrl = draw.pick(shop.appUrls);
  await sleep(draw.between(0, MOST_CANCEL_DELAY_MS));
  return ask(`${appUrl}/api/v1/orders/${orderId}/cancel`, {
    method: "POST",
    headers: { authorization: `Bearer ${shop.apiKey}` },
  });
}

/** Whether everybody was told what came of it: one attempt and no cancellation, or the reverse. */
async function agree(
  shop: RaceShop,
  result: { startAnswers: Started[]; cancelAnswers: Answer[] },
  attemptId: string | null,
): Promise<boolean> {
  let isAgreed = true;
  for (const started of result.startAnswers) {
    const { starter, answer } = started;
    if (starter.by === "page") {
      shop.tally.count("a posted form", answer, leadsToOrder(answer, starter.orderId));
      const heading = await followToHeading(shop, started);
      isAgreed &&= attemptId === null ? heading === CANCELLED : UNDER_WAY.has(heading);
      continue;
    }
    const outcome = readApiOutcome(answer);
    shop.tally.count("a start", answer, outcome.kind !== "other");
    if (outcome.kind === "started") isAgreed &&= outcome.attemptId === attemptId;
    else if (outcome.kind === "refused") {
      isAgreed &&=
        attemptId === null
          ? outcome.code === "order_not_payable"
          : outcome.code === "attempt_in_progress" && outcome.attemptId === attemptId;
    }
  }
  for (const answer of result.cancelAnswers) {
    const isRefused = answer.status === 409 && answer.body.includes('"attempt_in_progress"');
    shop.tally.count("a cancellation", answer, answer.status === 200 || isRefused);
    isAgreed &&= (attemptId === null) === (answer.status === 200);
  }
  return isAgreed;
}

async function runRound(shop: RaceShop, counts: Counts, draw: Dice): Promise<Order> {
  const order = await shop.api.createOrder({ amountKes: draw.between(1, 900) });
  const starters = await gather(shop, order.id, draw);
  const cancels = draw.between(1, MOST_CANCELS);
  const [startAnswers, cancelAnswers] = await Promise.all([
    Promise.all(starters.map((starter) => start(shop, starter))),
    Promise.all(Array.from({ length: cancels }, () => cancel(shop, order.id, draw))),
  ]);
  const attempts = await readAttempts(shop.sql, order.id);
  const { status } = await readOrderRow(shop.sql, order.id);
  const [attempt] = attempts;
  if (attempt) counts.startsWon += 1;
  else counts.cancelsWon += 1;
  const isOneThing = attempts.length <= 1 && status === (attempt ? "open" : "cancelled");
  const isAgreed = await agree(shop, { startAnswers, cancelAnswers }, attempt?.id ?? null);
  if (!isOneThing || !isAgreed) {
    counts.contradictions += 1;
    shop.tally.tell(`${order.id} is ${status} with ${attempts.length} attempts`);
  }
  for (const { checkoutRequestId } of attempts) {
    if (checkoutRequestId === null) continue;
    await shop.simulator.answer(checkoutRequestId, draw.pick(["pay", "cancel"]));
  }
  return order;
}

/** Starts and cancellations of one order at once: it is prompted, or it is cancelled, never both. */
export const raceStartAgainstCancel: Race = async (shop, { rounds, progress }) => {
  const counts: Counts = { startsWon: 0, cancelsWon: 0, contradictions: 0 };
  const race = { name: "start against cancel", count: rounds, lanes: LANES, progress };
  const orders: Order[] = [];
  await runRounds(shop, race, async (draw) => {
    orders.push(await runRound(shop, counts, draw));
  });
  const promptsOf = await countPrompts(shop.simulator);
  const prompted = orders.map(({ accountReference }) => promptsOf(accountReference));
  const isTwice = prompted.filter((prompts) => prompts > 1).length;
  const total = prompted.reduce((sum, prompts) => sum + prompts, 0);
  return [
    { name: "rounds", value: rounds },
    { name: "won by a start", value: counts.startsWon },
    { name: "won by a cancellation", value: counts.cancelsWon },
    none("rounds with more than one live prompt", isTwice),
    none("prompts of cancelled orders", total - counts.startsWon),
    none("rounds in which answers and rows differ", counts.contradictions),
  ];
};
