import type { Dice } from "../support/dice";
import { leaveUnresolved, promptOrder, type Prompted } from "./prepare";
import { countPrompts } from "./prompts";
import { readAttempts } from "./rows";
import { none, runRounds, type Race, type RaceShop } from "./shop";
import {
  drawAddress,
  followToHeading,
  leadsToOrder,
  openForm,
  readApiOutcome,
  start,
  UNDER_WAY,
  type Starter,
} from "./start";

const MOST_STARTS = 6;
const LANES = 2;

type Counts = { orders: Prompted[]; notOneMore: number; blindLosers: number };

/** Everybody takes the explicit step: by the form that names the open attempt, or by the API. */
export async function gatherDespite(
  shop: RaceShop,
  { order, attemptId }: Prompted,
  draw: Dice,
  count: number,
): Promise<Starter[]> {
  const starters: Starter[] = [];
  for (let index = 0; index < count; index += 1) {
    const appUrl = shop.appUrls[index % 2 === 0 ? 0 : 1];
    const common = {
      appUrl,
      orderId: order.id,
      phoneNumber: shop.newPhone().typed,
      address: drawAddress(draw),
      delayMs: 0,
    };
    const form = draw.below(3) === 0 ? await openForm(shop, appUrl, order.id) : null;
    if (form) starters.push({ ...common, by: "page", form });
    else starters.push({ ...common, by: "api", despiteAttemptId: attemptId });
  }
  return starters;
}

async function runRound(shop: RaceShop, counts: Counts, draw: Dice): Promise<void> {
  const prompted = await promptOrder(shop, draw);
  const { order } = prompted;
  counts.orders.push(prompted);
  await leaveUnresolved(shop, prompted);
  const starters = await gatherDespite(shop, prompted, draw, draw.between(2, MOST_STARTS));
  const all = await Promise.all(starters.map((starter) => start(shop, starter)));
  const attempts = await readAttempts(shop.sql, order.id);
  const winner = attempts[1];
  if (attempts.length !== 2 || winner?.outcome !== "pending") {
    counts.notOneMore += 1;
    shop.tally.tell(`${order.id} has ${attempts.map(({ outcome }) => outcome).join(", ")}`);
  }
  for (const started of all) {
    const { starter, answer } = started;
    if (starter.by === "page") {
      shop.tally.count("a posted form", answer, leadsToOrder(answer, order.id));
      if (!UNDER_WAY.has(await followToHeading(shop, started))) counts.blindLosers += 1;
      continue;
    }
    const outcome = readApiOutcome(answer);
    const isSeen =
      outcome.kind === "started" ||
      (outcome.kind === "refused" && outcome.code === "attempt_in_progress");
    shop.tally.count("a start", answer, isSeen);
    if (!isSeen || outcome.attemptId !== winner?.id) counts.blindLosers += 1;
  }
  // The first customer pays late after all, or never; the second one pays or gives up.
  for (const [index, { checkoutRequestId }] of attempts.entries()) {
    if (checkoutRequestId === null) continue;
    const action = index === 0 ? draw.pick(["pay", "ignore"]) : draw.pick(["pay", "cancel"]);
    await shop.simulator.answer(checkoutRequestId, action);
  }
}

/** The explicit step beside an unresolved attempt, taken 2 to 6 times at once. */
export const raceDespiteUnresolved: Race = async (shop, { rounds, progress }) => {
  const counts: Counts = { orders: [], notOneMore: 0, blindLosers: 0 };
  const race = { name: "start despite unresolved", count: rounds, lanes: LANES, progress };
  await runRounds(shop, race, (draw) => runRound(shop, counts, draw));
  const promptsOf = await countPrompts(shop.simulator);
  const doubles = counts.orders.filter(({ order }) => promptsOf(order.accountReference) > 2);
  return [
    { name: "rounds", value: rounds },
    none("rounds with more than one new prompt", doubles.length),
    none("rounds without exactly one live attempt", counts.notOneMore),
    none("losers that did not see the winner", counts.blindLosers),
  ];
};
