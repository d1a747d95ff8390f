import { setTimeout as sleep } from "node:timers/promises";
import type { Figure } from "../proofs/proof";
import type { OutageWorld } from "./world";

const PATIENCE_MS = 60_000;
const POLL_MS = 500;

type Booked = { line: string };

/** Debits that are no payment, and payments that are no debit. */
async function countDifferences(world: OutageWorld): Promise<number> {
  const debits = await world.simulator.ledger();
  const rows = await world.read(
    (sql) => sql<Booked[]>`
      select concat_ws(' ', p.receipt, p.amount_kes, o.account_reference) as line
      from payments p join orders o on o.id = p.order_id`,
  );
  const ledger = debits.map(
    (debit) => `${debit.receipt} ${debit.amountKes} ${debit.accountReference}`,
  );
  const booked = rows.map(({ line }) => line);
  const known = new Set(booked);
  const missing = ledger.filter((line) => !known.has(line)).length;
  const extra = booked.length - new Set(booked.filter((line) => ledger.includes(line))).size;
  return missing + extra;
}

/** After everything: whoever still has a prompt pays, and then both books must be the same. */
export async function compareBooks(world: OutageWorld, name: string): Promise<Figure[]> {
  const { simulator } = world;
  const endsAtMs = performance.now() + PATIENCE_MS;
  let differences: number;
  for (;;) {
    for (const { checkoutRequestId, state } of await simulator.prompts()) {
      if (state === "open") await simulator.answer(checkoutRequestId, "pay").catch(() => undefined);
    }
    differences = await countDifferences(world);
    if (differences === 0 || performance.now() > endsAtMs) break;
    await sleep(POLL_MS);
  }
  const restarts = world.apps.filter(({ service }) => service.hasEnded()).length;
  const unhandled = world.apps.filter((app) =>
    /unhandledRejection|uncaughtException/.test(app.readLog()),
  );
  const debits = (await simulator.ledger()).length;
  return [
    { name: `${name}: debits in the ledger`, value: debits, must: { beAtLeast: 1 } },
    { name: `${name}: ledger against payments, differences`, value: differences, must: { be: 0 } },
    { name: `${name}: apps that ended`, value: restarts, must: { be: 0 } },
    { name: `${name}: apps with an unhandled error`, value: unhandled.length, must: { be: 0 } },
  ];
}
