import { setTimeout as sleep } from "node:timers/promises";
import type { Figure } from "../proofs/proof";
import { startMany } from "../support/many-payments";
import { Load } from "./load";
import type { OutageWorld } from "./world";

/** How the database goes away, and how it comes back. */
export type Away = {
  name: string;
  begin: (world: OutageWorld) => Promise<void>;
  end: (world: OutageWorld) => Promise<void>;
};

const SLOW_MS = 1_500;
const clear = ({ proxy }: OutageWorld) => proxy.clearFault();

export const REFUSED: Away = {
  name: "refused",
  begin: ({ proxy }) => proxy.setFault({ kind: "refuse" }),
  end: clear,
};
export const SILENT: Away = {
  name: "silent",
  begin: ({ proxy }) => proxy.setFault({ kind: "half-open" }),
  end: clear,
};
export const SLOW: Away = {
  name: "slow",
  begin: ({ proxy }) => proxy.setFault({ kind: "latency", ms: SLOW_MS }),
  end: clear,
};
export const STOPPED: Away = {
  name: "stopped",
  begin: ({ server }) => server.stopImmediately(),
  end: ({ server }) => server.start(),
};

const STEADY_WITHIN_MS = 30_000;
const GIVE_UP_STEADY_MS = 60_000;
/** Every kind of request well on both apps, so often in a row. */
const STEADY_ROUNDS = 3;
const LONGEST_S = 10;
const BEFORE_MS = 1_000;
/** Callbacks are on their way for a moment after the customer's PIN. */
const SETTLE_MS = 60_000;
const POLL_MS = 250;

/** Waits until every kind of request is answered well on both apps, and says how long it took. */
async function timeUntilSteady(load: Load): Promise<number> {
  const startedMs = performance.now();
  let steadySinceMs: number | null = null;
  for (let rounds = 0; rounds < STEADY_ROUNDS;) {
    if (performance.now() - startedMs > GIVE_UP_STEADY_MS) return GIVE_UP_STEADY_MS;
    const beganMs = performance.now();
    const answers = await Promise.all(
      [0, 1].flatMap((app) => load.steps(app).map((step) => step())),
    );
    const isWell = answers.every(({ status }) => status >= 200 && status < 400);
    rounds = isWell ? rounds + 1 : 0;
    if (rounds === 1) steadySinceMs = performance.now();
    if (!isWell) await sleep(Math.max(0, POLL_MS - (performance.now() - beganMs)));
  }
  return (steadySinceMs ?? performance.now()) - startedMs;
}

/** Customers enter their PINs one after the other while the database is away. */
async function payMeanwhile(world: OutageWorld, ids: readonly string[], awayMs: number) {
  const stepMs = (awayMs * 0.8) / Math.max(1, ids.length);
  for (const id of ids) {
    await world.simulator.answer(id, "pay").catch(() => undefined);
    await sleep(stepMs);
  }
}

async function openPromptIds(world: OutageWorld): Promise<string[]> {
  const prompts = await world.simulator.prompts();
  return prompts
    .filter(({ state }) => state === "open")
    .map(({ checkoutRequestId }) => checkoutRequestId);
}

/** How many of these callbacks are not in the database, applied. */
async function countLost(world: OutageWorld, ids: readonly string[]): Promise<number> {
  const rows = await world.read(
    (sql) => sql<{ id: string }[]>`
      select distinct checkout_request_id as id from evidence
      where source = 'callback' and applied_at is not null and checkout_request_id in ${sql(ids)}`,
  );
  return ids.length - rows.length;
}

async function untilNoneLost(world: OutageWorld, ids: readonly string[]): Promise<number> {
  const endsAtMs = performance.now() + SETTLE_MS;
  for (;;) {
    const lost = ids.length === 0 ? 0 : await countLost(world, ids);
    if (lost === 0 || performance.now() > endsAtMs) return lost;
    await sleep(POLL_MS);
  }
}

/** One outage under load: prompts before, PINs meanwhile, and everything steady and kept afterwards. */
export async function runOutage(
  world: OutageWorld,
  away: Away,
  size: { awayMs: number; payments: number },
): Promise<Figure[]> {
  const { apis, newPhone, simulator } = world;
  const started = await startMany(apis[0], { count: size.payments, newPhone, apis: [...apis] });
  const waiting = await openPromptIds(world);
  const load = new Load(
    world,
    started.map(({ orderId }) => orderId),
  );
  load.start();
  await sleep(BEFORE_MS);
  await away.begin(world);
  await Promise.all([payMeanwhile(world, waiting, size.awayMs), sleep(size.awayMs)]);
  const endedAt = new Date().toISOString();
  await away.end(world);
  const steadyMs = await timeUntilSteady(load);
  await load.stop();
  const meanwhile = (await simulator.deliveries()).filter(
    ({ checkoutRequestId, at }) => waiting.includes(checkoutRequestId) && at <= endedAt,
  );
  const acknowledged = meanwhile
    .filter(({ status }) => status === 200)
    .map(({ checkoutRequestId }) => checkoutRequestId);
  const lost = await untilNoneLost(world, acknowledged);
  const longest = load.answers.reduce((most, one) => (one.tookMs > most.tookMs ? one : most));
  const named = (figure: Figure): Figure => ({ ...figure, name: `${away.name}: ${figure.name}` });
  return [
    named({ name: "requests meanwhile", value: load.answers.length }),
    named({
      name: `longest request (${longest.kind})`,
      value: longest.tookMs / 1_000,
      unit: "s",
      must: { beAtMost: LONGEST_S },
    }),
    named({
      name: "answers 500",
      value: load.answers.filter(({ status }) => status === 500).length,
      must: { be: 0 },
    }),
    named({
      name: "requests without an answer",
      value: load.answers.filter(({ status }) => status === 0).length,
      must: { be: 0 },
    }),
    named({
      name: "callbacks that arrived meanwhile",
      value: meanwhile.length,
      must: { beAtLeast: 1 },
    }),
    named({
      name: "of these answered 200",
      value: acknowledged.length,
      must: { be: meanwhile.length },
    }),
    named({ name: "of these lost", value: lost, must: { be: 0 } }),
    named({
      name: "until steady",
      value: steadyMs / 1_000,
      unit: "s",
      must: { beAtMost: STEADY_WITHIN_MS / 1_000 },
    }),
  ];
}
