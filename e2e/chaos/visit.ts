import { setTimeout as sleep } from "node:timers/promises";
import { isDecided, isSettled } from "./counter";
import type { Dice } from "../support/dice";
import type { Behaviour, Customer } from "./make-customers";
import { setPhone, type Hand } from "./set-phone";
import type { World } from "./world";

const WATCH_MS = 7_000;
const SHORT_WATCH_MS = 1_500;
const FAILING = ["cancel", "wrong_pin", "insufficient", "ignore"] as const;

/** Mostly pays. */
const usualHand = (dice: Dice): Hand => (dice.chance(0.85) ? "pay" : dice.pick(FAILING));

/** What a visit has at hand: the order is made, the page is one step away. */
type Visit = {
  world: World;
  customer: Customer;
  orderId: string;
  /** How one of the customer's phones answers from now on. */
  set: (phone: 0 | 1 | 2, hand: Hand) => Promise<void>;
  /** Opens the page and sends its form. */
  start: (phone: 0 | 1 | 2) => Promise<void>;
  watch: (forMs: number, isEnough: typeof isSettled) => Promise<void>;
};

const VISITS: Record<Behaviour, (visit: Visit) => Promise<void>> = {
  pays: async ({ customer, set, start, watch }) => {
    await set(0, usualHand(customer.dice));
    await start(0);
    await watch(WATCH_MS, isDecided);
  },
  "is prompted by the merchant's server": async ({ customer, orderId, set, watch }) => {
    await set(0, usualHand(customer.dice));
    await customer.counter.startByApi(orderId, customer.phones[0]);
    await watch(WATCH_MS, isDecided);
  },
  "double-clicks": async ({ customer, orderId, set, watch }) => {
    await set(0, usualHand(customer.dice));
    await submitTwice(customer, orderId, 1);
    await watch(WATCH_MS, isDecided);
  },
  "uses two tabs": async ({ customer, orderId, set, watch }) => {
    await Promise.all([set(0, usualHand(customer.dice)), set(1, "pay")]);
    await submitTwice(customer, orderId, 2);
    await watch(WATCH_MS, isDecided);
  },
  reloads: async ({ customer, orderId, set, watch }) => {
    await set(0, "pay");
    await reload(customer, orderId);
    await watch(WATCH_MS, isDecided);
  },
  "changes the number": async ({ customer, set, start, watch }) => {
    await Promise.all([set(0, customer.dice.pick(["cancel", "ignore"])), set(1, "pay")]);
    await start(0);
    await watch(WATCH_MS, isDecided);
    await start(1);
    await watch(WATCH_MS, isSettled);
  },
  "closes the page": async ({ customer, orderId, set }) => {
    const { counter, dice, phones } = customer;
    await set(0, usualHand(dice));
    const form = await counter.openPage(orderId);
    const signal = AbortSignal.timeout(dice.between(20, 1_200));
    if (form !== null) await counter.submit(orderId, form, phones[0], { signal });
  },
  "pays late": leaveAnOpenPrompt,
  "pays twice": leaveAnOpenPrompt,
  "tries again after a failure": async ({ customer, set, start, watch }) => {
    await set(0, customer.dice.pick(["wrong_pin", "insufficient", "cancel"]));
    await start(0);
    await watch(WATCH_MS, isDecided);
    await set(0, "pay");
    await start(0);
    await watch(WATCH_MS, isSettled);
  },
  "asks for prompt after prompt": askAgainAndAgain,
};

async function leaveAnOpenPrompt({ set, start, watch }: Visit): Promise<void> {
  await Promise.all([set(0, "none"), set(1, "pay")]);
  await start(0);
  await watch(SHORT_WATCH_MS, isDecided);
}

/** What a customer does first: the order, the start, and what belongs to the behaviour. */
export async function visit(world: World, customer: Customer): Promise<void> {
  const { behaviour, dice, counter, phones } = customer;
  const { amountKes, expiresInSeconds, name } = customer;
  const order = { amountKes, expiresInSeconds, title: `Basket ${name}` };
  const orderId = await counter.createOrder(order, name);
  if (orderId === null) return;
  customer.orderId = orderId;
  await VISITS[behaviour]({
    world,
    customer,
    orderId,
    set: (phone, hand) => setPhone(world.simulator, phones[phone], hand, dice),
    start: async (phone) => {
      const form = await counter.openPage(orderId);
      if (form !== null) await counter.submit(orderId, form, phones[phone]);
    },
    watch: async (forMs, isEnough) => {
      const seen = await counter.watch(orderId, forMs, isEnough);
      customer.hasSeenTheEnd = seen !== null && isSettled(seen);
    },
  });
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
async function askAgainAndAgain({ customer, orderId, set }: Visit): Promise<void> {
  const { counter, phones } = customer;
  for (const phone of [0, 1, 2] as const) await set(phone, "cancel");
  for (const phone of [0, 0, 0, 0, 1, 1, 2, 2] as const) {
    await counter.startByApi(orderId, phones[phone]);
    const seen = await counter.watch(orderId, 4_000, isDecided);
    if (seen?.state !== "failed") return;
  }
}
