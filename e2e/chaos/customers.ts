import { setTimeout as sleep } from "node:timers/promises";
import type { PromptAnswer, Simulator } from "../support/simulator";
import { Counter, isDecided, isSettled } from "./counter";
import { diceFor, type Dice } from "./dice";
import type { World } from "./world";

/** What customers do; every run has all of them. */
export const BEHAVIOURS = [
  "pays",
  "is prompted by the merchant's server",
  "double-clicks",
  "uses two tabs",
  "reloads",
  "changes the number",
  "closes the page",
  "pays late",
  "pays twice",
  "tries again after a failure",
  "asks for prompt after prompt",
] as const;
export type Behaviour = (typeof BEHAVIOURS)[number];

/** How many of a hundred customers do it. */
const SHARES: Record<Behaviour, number> = {
  pays: 24,
  "is prompted by the merchant's server": 12,
  "double-clicks": 8,
  "uses two tabs": 8,
  reloads: 7,
  "changes the number": 8,
  "closes the page": 10,
  "pays late": 6,
  "pays twice": 6,
  "tries again after a failure": 8,
  "asks for prompt after prompt": 3,
};

/** When a phone that leaves its prompt open is answered: while time passes, or in the quiet after. */
export type LateMoment = "in the storm" | "after an hour" | "after two days";

export type Customer = {
  name: string;
  behaviour: Behaviour;
  dice: Dice;
  counter: Counter;
  merchant: 0 | 1;
  amountKes: number;
  expiresInSeconds: number;
  phones: readonly [string, string, string];
  paysLateAt: LateMoment;
  orderId: string | null;
  /** The page told them the end: paid, or a person's case. */
  hasSeenTheEnd: boolean;
};

const WATCH_MS = 7_000;
const SHORT_LIFE_SECONDS = 90;
const DAY_SECONDS = 86_400;

/** A behaviour for each customer: every one at least once, then by their shares. */
export function dealBehaviours(seed: string, count: number): Behaviour[] {
  const dice = diceFor(seed, "behaviours");
  const deck = BEHAVIOURS.flatMap((name) => new Array<Behaviour>(SHARES[name]).fill(name));
  const dealt = [...BEHAVIOURS];
  while (dealt.length < count) dealt.push(...dice.shuffle(deck));
  return dice.shuffle(dealt.slice(0, count));
}

/** Makes the customers of a run; what they do is drawn from the seed. */
export function makeCustomers(
  world: World,
  seed: string,
  count: number,
  onExplicitStep: (attemptId: string) => void,
): Customer[] {
  return dealBehaviours(seed, count).map((behaviour, index) => {
    const dice = diceFor(seed, "customer", index);
    const merchant = dice.chance(0.4) ? 1 : 0;
    const name = `customer-${index}`;
    const phone = (number: number) => `2547${String(10_000_000 + index * 10 + number)}`;
    return {
      name,
      behaviour,
      dice,
      merchant,
      amountKes: dice.between(1, 3_000),
      expiresInSeconds: dice.chance(0.15) ? SHORT_LIFE_SECONDS : DAY_SECONDS,
      phones: [phone(1), phone(2), phone(3)],
      paysLateAt: dice.pick(["in the storm", "after an hour", "after two days"]),
      orderId: null,
      hasSeenTheEnd: false,
      counter: new Counter({
        entryUrl: world.entryUrl,
        apiKey: world.apiKeys[merchant],
        who: name,
        address: `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`,
        dice,
        history: world.history,
        onExplicitStep,
      }),
    };
  });
}

type Hand = PromptAnswer | "none" | "insufficient";

/** How a phone answers its prompts from now on, and how soon. */
async function setPhone(simulator: Simulator, msisdn: string, hand: Hand, dice: Dice) {
  const answerAfterMs = dice.between(80, 1_600);
  await simulator.setSubscriber(msisdn, {
    autoAnswer: hand === "insufficient" ? "pay" : hand,
    answerAfterMs,
    balanceKes: hand === "insufficient" ? 0 : 100_000,
  });
}

const FAILING = ["cancel", "wrong_pin", "insufficient", "ignore"] as const;

/** Mostly pays. */
const usualHand = (dice: Dice): Hand => (dice.chance(0.85) ? "pay" : dice.pick(FAILING));

/** What a customer does first: the order, the start, and what belongs to the behaviour. */
export async function visit(world: World, customer: Customer): Promise<void> {
  const { behaviour, dice, counter, phones } = customer;
  const { simulator } = world;
  const orderId = await counter.createOrder(
    {
      amountKes: customer.amountKes,
      title: `Basket ${customer.name}`,
      expiresInSeconds: customer.expiresInSeconds,
    },
    customer.name,
  );
  if (orderId === null) return;
  customer.orderId = orderId;
  const set = (index: 0 | 1 | 2, hand: Hand) => setPhone(simulator, phones[index], hand, dice);
  const start = async (phone: string) => {
    const form = await counter.openPage(orderId);
    if (form !== null) await counter.submit(orderId, form, phone);
  };
  const watch = async (forMs: number, isEnough: typeof isSettled) => {
    const seen = await counter.watch(orderId, forMs, isEnough);
    customer.hasSeenTheEnd = seen !== null && isSettled(seen);
  };
  switch (behaviour) {
    case "pays":
      await set(0, usualHand(dice));
      await start(phones[0]);
      await watch(WATCH_MS, isDecided);
      return;
    case "is prompted by the merchant's server":
      await set(0, usualHand(dice));
      await counter.startByApi(orderId, phones[0]);
      await watch(WATCH_MS, isDecided);
      return;
    case "double-clicks":
      await set(0, usualHand(dice));
      await submitTwice(customer, orderId, 1);
      await watch(WATCH_MS, isDecided);
      return;
    case "uses two tabs":
      await Promise.all([set(0, usualHand(dice)), set(1, "pay")]);
      await submitTwice(customer, orderId, 2);
      await watch(WATCH_MS, isDecided);
      return;
    case "reloads":
      await set(0, "pay");
      await reload(customer, orderId);
      await watch(WATCH_MS, isDecided);
      return;
    case "changes the number":
      await Promise.all([set(0, dice.pick(["cancel", "ignore"])), set(1, "pay")]);
      await start(phones[0]);
      await watch(WATCH_MS, isDecided);
      await start(phones[1]);
      await watch(WATCH_MS, isSettled);
      return;
    case "closes the page": {
      await set(0, usualHand(dice));
      const form = await counter.openPage(orderId);
      const signal = AbortSignal.timeout(dice.between(20, 1_200));
      if (form !== null) await counter.submit(orderId, form, phones[0], { signal });
      return;
    }
    case "pays late":
    case "pays twice":
      await Promise.all([set(0, "none"), set(1, "pay")]);
      await start(phones[0]);
      await watch(1_500, isDecided);
      return;
    case "tries again after a failure":
      await set(0, dice.pick(["wrong_pin", "insufficient", "cancel"]));
      await start(phones[0]);
      await watch(WATCH_MS, isDecided);
      await set(0, "pay");
      await start(phones[0]);
      await watch(WATCH_MS, isSettled);
      return;
    case "asks for prompt after prompt":
      await askAgainAndAgain(world, customer, orderId);
      return;
    default:
      behaviour satisfies never;
  }
}

/** One form sent twice at once, or the forms of two tabs. */
async function submitTwice(customer: Customer, orderId: string, tabs: 1 | 2): Promise<void> {
  const { counter, phones, dice } = customer;
  const first = await counter.openPage(orderId);
  const second = tabs === 1 ? first : await counter.openPage(orderId);
  if (first === null || second === null) return;
  const otherPhone = tabs === 2 && dice.chance(0.5) ? phones[1] : phones[0];
  await Promise.all([
    counter.submit(orderId, first, phones[0]),
    counter.submit(orderId, second, otherPhone),
  ]);
}

async function reload(customer: Customer, orderId: string): Promise<void> {
  const { counter, phones, dice } = customer;
  const form = await counter.openPage(orderId);
  if (form === null) return;
  const sending = counter.submit(orderId, form, phones[0]);
  await sleep(dice.between(0, 600));
  await counter.openPage(orderId);
  await counter.submit(orderId, form, phones[0]);
  await sending;
  await counter.openPage(orderId);
}

/** More prompts than anybody may have: the limits per phone and per order must hold. */
async function askAgainAndAgain(world: World, customer: Customer, orderId: string): Promise<void> {
  const { counter, phones, dice } = customer;
  for (const phone of phones) await setPhone(world.simulator, phone, "cancel", dice);
  for (const phone of [0, 0, 0, 0, 1, 1, 2, 2] as const) {
    await counter.startByApi(orderId, phones[phone]);
    const seen = await counter.watch(orderId, 4_000, isDecided);
    if (seen?.state !== "failed") return;
  }
}

/** Whoever closed the page or saw the end of it stays away. */
export const comesBack = ({ orderId, behaviour, hasSeenTheEnd }: Customer): boolean =>
  orderId !== null && behaviour !== "closes the page" && !hasSeenTheEnd;

/** What a customer does when they come back after five minutes. */
export async function comeBack(world: World, customer: Customer): Promise<void> {
  const { behaviour, dice, counter, phones, orderId } = customer;
  if (orderId === null) return;
  if (behaviour === "pays late") {
    if (customer.paysLateAt === "in the storm") await answerOpenPrompt(world, customer, 0);
    return;
  }
  const form = await counter.openPage(orderId);
  if (form === null) return;
  const isOpenStill = form.despiteAttemptId !== null;
  const willing = behaviour === "pays twice" || dice.chance(isOpenStill ? 0.35 : 0.5);
  if (!willing) return;
  await setPhone(world.simulator, phones[1], "pay", dice);
  await Promise.all([
    counter.submit(orderId, form, phones[1]),
    ...(dice.chance(0.3) ? [counter.submit(orderId, form, phones[1])] : []),
  ]);
  await counter.watch(orderId, 3_000, isSettled);
  if (behaviour === "pays twice") await answerOpenPrompt(world, customer, 0);
}

/** The customer finds the old prompt on the phone and pays it, if it is there. */
export async function answerOpenPrompt(
  world: World,
  customer: Customer,
  phone: 0 | 1 | 2,
): Promise<void> {
  const msisdn = customer.phones[phone];
  const prompts = await world.simulator.prompts();
  const open = prompts.find((prompt) => prompt.msisdn === msisdn && prompt.state === "open");
  if (open === undefined) return;
  world.history.note(customer.name, "pays the old prompt", { phone: msisdn });
  await world.simulator.answer(open.checkoutRequestId, "pay");
  world.tally.add(`customer ${customer.behaviour}: old prompt paid`);
}
