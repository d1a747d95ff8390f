import { setTimeout as sleep } from "node:timers/promises";
import type { Dice } from "../support/dice";
import { gatherDespite } from "./despite-unresolved";
import { leaveUnresolved, promptOrder, type Prompted } from "./prepare";
import { comesToBe, readAttempts, readOrderRow } from "./rows";
import { none, runRounds, type Race, type RaceShop } from "./shop";
import {
  drawAddress,
  leadsToOrder,
  openForm,
  readApiOutcome,
  start,
  type Started,
  type Starter,
} from "./start";

const MOST_STARTS = 4;
const MOST_PAY_DELAY_MS = 30;
const LANES = 2;

type Counts = { unpaid: number; secondPrompts: number; startsWon: number; afterPaid: number };

/** While the first attempt is live: tabs opened before it, and the API. */
async function gatherBesideLive(
  shop: RaceShop,
  draw: Dice,
): Promise<{ prompted: Prompted; starters: Starter[] }> {
  const order = await shop.api.createOrder({ amountKes: draw.between(1, 900) });
  const starters: Starter[] = [];
  const count = draw.between(1, MOST_STARTS);
  for (let index = 0; index < count; index += 1) {
    const appUrl = draw.pick(shop.appUrls);
    const common = {
      appUrl,
      orderId: order.id,
      phoneNumber: shop.newPhone().typed,
      address: drawAddress(draw),
      delayMs: draw.between(0, MOST_PAY_DELAY_MS),
    };
    const form = draw.below(3) === 0 ? await openForm(shop, appUrl, order.id) : null;
    starters.push(form ? { ...common, by: "page", form } : { ...common, by: "api" });
  }
  const { id } = await shop.api.startAttempt(order.id, shop.newPhone().typed);
  const [attempt] = await readAttempts(shop.sql, order.id);
  const checkoutRequestId = attempt?.checkoutRequestId ?? "";
  return { prompted: { order, attemptId: id, checkoutRequestId }, starters };
}

async function gatherBesideUnresolved(shop: RaceShop, draw: Dice) {
  const prompted = await promptOrder(shop, draw);
  await leaveUnresolved(shop, prompted);
  const count = draw.between(1, MOST_STARTS);
  return { prompted, starters: await gatherDespite(shop, prompted, draw, count) };
}

const REFUSALS = new Set(["attempt_in_progress", "order_not_payable"]);

function countAnswers(shop: RaceShop, all: Started[], mayStart: boolean): void {
  for (const { starter, answer } of all) {
    if (starter.by === "page") {
      shop.tally.count("a posted form", answer, leadsToOrder(answer, starter.orderId));
      continue;
    }
    const outcome = readApiOutcome(answer);
    const isRefused = outcome.kind === "refused" && REFUSALS.has(outcome.code);
    shop.tally.count("a start", answer, isRefused || (mayStart && outcome.kind === "started"));
  }
}

/** Whether a prompt was claimed after the order had been paid: by the order's own timeline. */
async function isStartedAfterPaid({ sql }: RaceShop, orderId: string): Promise<boolean> {
  const rows = await sql`
    select from timeline_events started join timeline_events paid using (order_id)
    where order_id = ${orderId} and started.kind = 'attempt_started'
      and paid.kind = 'payment_received' and started.seq > paid.seq`;
  return rows.length > 0;
}

async function runRound(shop: RaceShop, counts: Counts, draw: Dice): Promise<void> {
  const isLive = draw.pick([true, false]);
  const { prompted, starters } = isLive
    ? await gatherBesideLive(shop, draw)
    : await gatherBesideUnresolved(shop, draw);
  const { order, checkoutRequestId } = prompted;
  const payDelayMs = draw.between(0, MOST_PAY_DELAY_MS);
  const [all] = await Promise.all([
    Promise.all(starters.map((starter) => start(shop, starter))),
    sleep(payDelayMs).then(() => shop.simulator.answer(checkoutRequestId, "pay")),
  ]);
  countAnswers(shop, all, !isLive);
  const isPaid = await comesToBe(async () => {
    const { status, paidKes } = await readOrderRow(shop.sql, order.id);
    return status === "paid" && paidKes === order.amountKes;
  });
  if (!isPaid) counts.unpaid += 1;
  const [, second, ...more] = await readAttempts(shop.sql, order.id);
  if (second) counts.startsWon += 1;
  if (more.length > 0 || (second && isLive)) counts.secondPrompts += 1;
  if (await isStartedAfterPaid(shop, order.id)) counts.afterPaid += 1;
  if (second?.checkoutRequestId != null) {
    await shop.simulator.answer(second.checkoutRequestId, draw.pick(["pay", "cancel"]));
  }
}

/** A customer pays while others start: beside a live attempt, or despite an unresolved one. */
export const raceStartAgainstPayment: Race = async (shop, { rounds, progress }) => {
  const counts: Counts = { unpaid: 0, secondPrompts: 0, startsWon: 0, afterPaid: 0 };
  const race = { name: "start against payment", count: rounds, lanes: LANES, progress };
  await runRounds(shop, race, (draw) => runRound(shop, counts, draw));
  return [
    { name: "rounds", value: rounds },
    { name: "explicit second starts that were faster", value: counts.startsWon },
    none("rounds with one live prompt too many", counts.secondPrompts),
    none("prompts claimed after the order was paid", counts.afterPaid),
    none("payments lost", counts.unpaid),
  ];
};
