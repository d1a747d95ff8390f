import { setTimeout as sleep } from "node:timers/promises";
import { isDecided, isSettled } from "./counter";
import type { Dice } from "./dice";
import type { Customer } from "./make-customers";
import { setPhone, type Hand } from "./set-phone";
import type { World } from "./world";

const WATCH_MS = 7_000;
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
