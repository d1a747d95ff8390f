import { setTimeout as sleep } from "node:timers/promises";
import type { Figure } from "../proofs/proof";
import { startMany } from "../support/many-payments";
import type { OutageWorld } from "./world";

const PATIENCE_MS = 60_000;
const POLL_MS = 250;

async function countPaid(world: OutageWorld, orderIds: readonly string[]): Promise<number> {
  const rows = await world.read(
    (sql) => sql<{ id: string }[]>`
      select id from orders where status = 'paid' and id in ${sql(orderIds)}`,
  );
  return rows.length;
}

/** A batch paid end to end, the sweeper asked over HTTP, and the API's list, all through the pooler. */
export async function payThroughPooler(world: OutageWorld, payments: number): Promise<Figure[]> {
  const { apis, newPhone, simulator } = world;
  const [api] = apis;
  await simulator.setFaults({ autoAnswer: { pay: 1 }, answerDelayMs: [20, 200] });
  const started = await startMany(api, { count: payments, newPhone, apis: [...apis] });
  const orderIds = started.map(({ orderId }) => orderId);
  const endsAtMs = performance.now() + PATIENCE_MS;
  let paid = await countPaid(world, orderIds);
  while (paid < payments && performance.now() < endsAtMs) {
    await sleep(POLL_MS);
    paid = await countPaid(world, orderIds);
  }
  await simulator.setFaults({});
  const swept = await api.sweep(world.cronSecret);
  const listed = await api.list("limit=100");
  return [
    { name: "payments, paid end to end", value: paid, must: { be: payments } },
    { name: "sweep, failures", value: swept["failures"] ?? Number.NaN, must: { be: 0 } },
    { name: "orders listed by the API", value: listed.data.length, must: { beAtLeast: 1 } },
    { name: "broken invariants", value: await api.brokenInvariants(), must: { be: 0 } },
  ];
}
