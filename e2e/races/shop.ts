import postgres from "postgres";
import type { Figure } from "../proofs/proof";
import { MerchantApi } from "../support/api";
import type { Dice } from "../support/dice";
import { openDraw } from "../support/draw";
import type { Phone } from "../support/fixtures";
import { Simulator } from "../support/simulator";
import { createSeededDatabase, startAnotherApp, type Stack } from "../support/stack";
import { Tally } from "./tally";

/** Prompts stay open for as long as a race takes. */
export const CALM = {
  promptTimeoutMs: 3_600_000,
  push: { latencyMs: [0, 120] },
  query: { latencyMs: [0, 40] },
} satisfies Parameters<Simulator["setFaults"]>[0];

/** A limit that no race reaches; what limits do is proved elsewhere. */
const FAR_AWAY = 1_000_000;
const FIRST_NUMBER = 10_000_000;
const NUMBERS = 80_000_000;

/** Two app processes over one database, and everything that a race needs to reach them. */
export type RaceShop = {
  appUrls: readonly [string, string];
  api: MerchantApi;
  apiKey: string;
  cronSecret: string;
  databaseUrl: string;
  simulator: Simulator;
  /** Reads through the driver that the product does not use. */
  sql: postgres.Sql;
  tally: Tally;
  seed: string;
  /** A number that nobody else has. */
  newPhone: () => Phone;
  close: () => Promise<void>;
};

/** Runs its rounds, and answers what came of them. */
export type Race = (
  shop: RaceShop,
  options: { rounds: number; progress: (text: string) => void },
) => Promise<Figure[]>;

/** A figure that must be 0. */
export const none = (name: string, value: number): Figure => ({ name, value, must: { be: 0 } });

/**
 * Starts two apps over a fresh database of the stack's server. Neither sweeps by itself, so that a
 * race alone decides what happens when; each customer has an address of its own.
 */
export async function openRaceShop(stack: Stack, seed: string): Promise<RaceShop> {
  const simulator = new Simulator(stack.simulatorUrl);
  await simulator.reset();
  const database = await createSeededDatabase(stack);
  const sql = postgres(database.databaseUrl, { max: 3, onnotice: () => undefined });
  const env = { DATABASE_URL: database.databaseUrl, SWEEPER: "off", TRUSTED_PROXY_HOPS: "1" };
  const apps: Awaited<ReturnType<typeof startAnotherApp>>[] = [];
  const close = async () => {
    await Promise.all(apps.map((app) => app.stop()));
    await sql.end({ timeout: 5 });
    await database.drop();
    await simulator.reset();
  };
  try {
    await sql`update shortcodes set queries_per_minute = ${FAR_AWAY}`;
    const first = await startAnotherApp(stack, env);
    apps.push(first);
    const second = await startAnotherApp(stack, env);
    apps.push(second);
    await simulator.setFaults({ ...CALM, seed });
    return {
      appUrls: [first.url, second.url],
      api: new MerchantApi(first.url, database.access.apiKey),
      apiKey: database.access.apiKey,
      cronSecret: stack.cronSecret,
      databaseUrl: database.databaseUrl,
      simulator,
      sql,
      tally: new Tally(),
      seed,
      newPhone: phonesFrom(openDraw(seed, "phones")),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function phonesFrom(draw: Dice): () => Phone {
  let last = draw.below(NUMBERS);
  return () => {
    last = (last + 1) % NUMBERS;
    const subscriber = `7${FIRST_NUMBER + last}`;
    return { typed: `0${subscriber}`, msisdn: `254${subscriber}` };
  };
}

/** Runs `count` rounds, `lanes` of them side by side; each has dice of its own. */
export async function runRounds(
  { seed }: Pick<RaceShop, "seed">,
  race: { name: string; count: number; lanes: number; progress: (text: string) => void },
  round: (draw: Dice, number: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const tenth = Math.max(100, Math.ceil(race.count / 10));
  const runLane = async () => {
    while (next < race.count) {
      next += 1;
      const number = next;
      await round(openDraw(seed, race.name, String(number)), number);
      if (number % tenth === 0) race.progress(`${race.name}: ${number} of ${race.count} rounds`);
    }
  };
  await Promise.all(Array.from({ length: race.lanes }, runLane));
}
