import type postgres from "postgres";
import { setTimeout as sleep } from "node:timers/promises";
import { MerchantApi } from "../support/api";
import type { Delivery, Simulator } from "../support/simulator";
import type { Stack } from "../support/stack";
import { inParallel } from "../support/in-parallel";

/** An attempt whose customer has paid and whose callback was held back: a right token, not used yet. */
export type Door = {
  orderId: string;
  attemptId: string;
  amountKes: number;
  /** As Daraja was told it. */
  url: string;
  token: string;
  msisdn: string;
  merchantRequestId: string;
  checkoutRequestId: string;
  /** What the ledger says. */
  receipt: string;
  /** The callback that was held back. */
  genuine: string;
};

const AT_ONCE = 8;
const FIRST_AMOUNT_KES = 200;
const AMOUNTS = 700;
const WAIT_MS = 20_000;
const POLL_MS = 100;

let lastNumber = 0;

/** Numbers of this process are all different. */
function nextPhone(): string {
  lastNumber += 1;
  return `07${String(20_000_000 + lastNumber)}`;
}

type AttemptRow = Pick<Door, "merchantRequestId" | "checkoutRequestId">;

async function readAttemptIds(sql: postgres.Sql, attemptId: string): Promise<AttemptRow> {
  const [row] = await sql<AttemptRow[]>`
    select merchant_request_id as "merchantRequestId", checkout_request_id as "checkoutRequestId"
    from attempts where id = ${attemptId}`;
  if (row === undefined) throw new Error(`there is no attempt ${attemptId}`);
  return row;
}

/** Every customer pays at once, and no callback leaves. */
export async function holdCallbacksBack(simulator: Simulator, seed: string): Promise<void> {
  await simulator.setFaults({
    seed,
    autoAnswer: { pay: 1 },
    answerDelayMs: [0, 0],
    callback: { drop: 1 },
  });
}

type Held = { deliveries: Map<string, Delivery>; receipts: Map<string, string> };

/** Waits until the callbacks of all these pushes were held back. */
async function readHeld(simulator: Simulator, wanted: readonly string[]): Promise<Held> {
  const endsAtMs = performance.now() + WAIT_MS;
  for (;;) {
    const deliveries = new Map(
      (await simulator.deliveries()).map((delivery) => [delivery.checkoutRequestId, delivery]),
    );
    if (wanted.every((id) => deliveries.has(id))) {
      const debits = await simulator.ledger();
      return {
        deliveries,
        receipts: new Map(debits.map((debit) => [debit.checkoutRequestId, debit.receipt])),
      };
    }
    if (performance.now() > endsAtMs) throw new Error("the simulator holds no callback for a push");
    await sleep(POLL_MS);
  }
}

/** Opens `count` doors: orders, attempts and payments whose callbacks are ours to deliver. */
export async function openDoors(
  { appUrl, access }: Pick<Stack, "appUrl" | "access">,
  { sql, simulator, count }: { sql: postgres.Sql; simulator: Simulator; count: number },
): Promise<Door[]> {
  const api = new MerchantApi(appUrl, access.apiKey);
  const started: Omit<Door, "url" | "token" | "receipt" | "genuine">[] = [];
  await inParallel([...Array(count).keys()], AT_ONCE, async (number) => {
    const amountKes = FIRST_AMOUNT_KES + (number % AMOUNTS);
    const order = await api.createOrder({ amountKes });
    const phone = nextPhone();
    const attempt = await api.startAttempt(order.id, phone);
    const ids = await readAttemptIds(sql, attempt.id);
    const msisdn = `254${phone.slice(1)}`;
    started.push({ orderId: order.id, attemptId: attempt.id, amountKes, msisdn, ...ids });
  });
  const held = await readHeld(
    simulator,
    started.map(({ checkoutRequestId }) => checkoutRequestId),
  );
  return started.map((door) => {
    const delivery = held.deliveries.get(door.checkoutRequestId);
    const receipt = held.receipts.get(door.checkoutRequestId);
    if (delivery === undefined || receipt === undefined) throw new Error("a payment is missing");
    const { url, body } = delivery;
    return {
      ...door,
      url,
      token: url.split("/").at(-1) ?? "",
      receipt,
      genuine: JSON.stringify(body),
    };
  });
}
