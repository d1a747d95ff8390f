import { Counter } from "./counter";
import type { Dice } from "../support/dice";
import { diceFor } from "./dice";
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
