import { z } from "zod";
import type { Dice } from "../support/dice";
import { countPrompts } from "./prompts";
import { comesToBe, readAttempts, type AttemptRow } from "./rows";
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
import { ask } from "./tally";

const MOST_STARTS = 20;
/** Pages are dear to render, so most of a crowd comes by the API. */
const MOST_PAGES = 6;
const MOST_DELAY_MS = 6;
const LANES = 3;

const LIVE_STATES = new Set(["sending", "waiting", "checking"]);

const statusShape = z.object({ attempt: z.object({ state: z.string() }).nullable() });

type Counts = {
  starts: number;
  byPage: number;
  notOneAttempt: number;
  blindLosers: number;
  references: string[];
};

/** Some forms, some of them posted more than once, and API calls, over both apps in turn. */
async function gather(shop: RaceShop, orderId: string, draw: Dice): Promise<Starter[]> {
  const count = draw.between(2, MOST_STARTS);
  const pages = draw.between(0, Math.min(count, MOST_PAGES));
  const shared = draw.pick([true, false]) ? shop.newPhone() : null;
  const common = () => ({
    orderId,
    phoneNumber: (shared ?? shop.newPhone()).typed,
    address: drawAddress(draw),
    delayMs: draw.between(0, MOST_DELAY_MS),
  });
  const forms = await Promise.all(
    Array.from({ length: pages === 0 ? 0 : draw.between(1, pages) }, (_, index) =>
      openForm(shop, shop.appUrls[index % 2 === 0 ? 0 : 1], orderId),
    ),
  );
  const starters: Starter[] = [];
  for (let index = 0; index < count; index += 1) {
    const appUrl = shop.appUrls[index % 2 === 0 ? 0 : 1];
    const form = index < pages ? forms[draw.below(forms.length)] : null;
    if (form) starters.push({ ...common(), appUrl, by: "page", form });
    else starters.push({ ...common(), appUrl, by: "api" });
  }
  return starters;
}

/** Whether this start, if it lost, was led to the attempt that won. */
async function seesWinner(shop: RaceShop, started: Started, winner: AttemptRow) {
  const { starter, answer } = started;
  if (starter.by === "page") {
    const isLed = leadsToOrder(answer, starter.orderId);
    shop.tally.count("a posted form", answer, isLed);
    return isLed && UNDER_WAY.has(await followToHeading(shop, started));
  }
  const outcome = readApiOutcome(answer);
  shop.tally.count("a start", answer, outcome.kind !== "other");
  if (outcome.kind === "started") return outcome.attemptId === winner.id;
  return (
    outcome.kind === "refused" &&
    outcome.code === "attempt_in_progress" &&
    outcome.attemptId === winner.id
  );
}

async function showsLive(shop: RaceShop, orderId: string): Promise<boolean> {
  const answers = await Promise.all(
    shop.appUrls.map((appUrl) => ask(`${appUrl}/api/orders/${orderId}/status`)),
  );
  return answers.every((answer) => {
    shop.tally.count("the status", answer, answer.status === 200);
    if (answer.status !== 200) return false;
    const { attempt } = statusShape.parse(JSON.parse(answer.body));
    return attempt !== null && LIVE_STATES.has(attempt.state);
  });
}

async function runRound(shop: RaceShop, counts: Counts, draw: Dice): Promise<void> {
  const order = await shop.api.createOrder({ amountKes: draw.between(1, 900) });
  const starters = await gather(shop, order.id, draw);
  const all = await Promise.all(starters.map((starter) => start(shop, starter)));
  counts.references.push(order.accountReference);
  counts.starts += all.length;
  counts.byPage += starters.filter(({ by }) => by === "page").length;
  const attempts = await readAttempts(shop.sql, order.id);
  const [winner] = attempts;
  if (winner === undefined || attempts.length !== 1) {
    counts.notOneAttempt += 1;
    shop.tally.tell(`order ${order.id} has ${attempts.length} attempts`);
    if (winner === undefined) return;
  }
  const seen = await Promise.all(all.map((started) => seesWinner(shop, started, winner)));
  counts.blindLosers += seen.filter((isSeen) => !isSeen).length;
  if (!(await showsLive(shop, order.id))) {
    counts.blindLosers += 1;
    shop.tally.tell(`the status of ${order.id} shows no live attempt`);
  }
  for (const { checkoutRequestId } of attempts) {
    if (checkoutRequestId === null) continue;
    await shop.simulator.answer(checkoutRequestId, draw.pick(["pay", "pay", "cancel"]));
  }
}

/**
 * Double submit: 2 to 20 starts of one order at once over two app processes; the page's form without
 * JavaScript, once, twice and from several tabs, and the API.
 */
export const raceDoubleSubmit: Race = async (shop, { rounds, progress }) => {
  const counts: Counts = { starts: 0, byPage: 0, notOneAttempt: 0, blindLosers: 0, references: [] };
  const race = { name: "double submit", count: rounds, lanes: LANES, progress };
  await runRounds(shop, race, (draw) => runRound(shop, counts, draw));
  const isSettled = await comesToBe(async () => {
    const rows = await shop.sql`select from attempts where outcome = 'pending' limit 1`;
    return rows.length === 0;
  });
  const promptsOf = await countPrompts(shop.simulator);
  const doubles = counts.references.filter((reference) => promptsOf(reference) > 1).length;
  return [
    { name: "rounds", value: rounds },
    { name: "starts", value: counts.starts },
    { name: "of these by the page's form", value: counts.byPage },
    none("rounds with more than one live prompt", doubles),
    none("rounds without exactly one attempt", counts.notOneAttempt),
    none("losers that did not see the winner", counts.blindLosers),
    none("prompts answered and not heard of", isSettled ? 0 : 1),
  ];
};
