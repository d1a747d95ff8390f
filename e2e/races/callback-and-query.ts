import { setTimeout as sleep } from "node:timers/promises";
import { ageOrder } from "@/db/test-database";
import type { Dice } from "../support/dice";
import { openDraw } from "../support/draw";
import { lookAt } from "./prepare";
import { comesToBe } from "./rows";
import { CALM, none, type Race, type RaceShop } from "./shop";
import { ask } from "./tally";
import { payUnheard, postCallback, type Unheard } from "./unheard";

/** What meets what. A query success counts from its second answer on, a failure from 90 s on. */
const MEETINGS = [
  { name: "success and first query", firstQueryAfterSeconds: null, callback: "success", query: {} },
  { name: "success and second query", firstQueryAfterSeconds: 25, callback: "success", query: {} },
  { name: "failure and second query", firstQueryAfterSeconds: 25, callback: "failure", query: {} },
  {
    name: "success and second wrong failure",
    firstQueryAfterSeconds: 100,
    callback: "success",
    query: { wrongFailed: 1 },
  },
] as const;

type Meeting = (typeof MEETINGS)[number];

const QUERY_DUE_SECONDS = 25;
/** Two answers count only this far apart; a little more. */
const SECOND_QUERY_SECONDS = 7;
const MOST_CALLBACK_DELAY_MS = 60;
const BLOCK = 25;

async function countQueries({ sql }: RaceShop, orderId: string): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from evidence where order_id = ${orderId} and source = 'query'`;
  return row?.count ?? 0;
}

/** Ages an order until a query is due: its first one, or the one that confirms the first. */
async function makeDue(shop: RaceShop, { order }: Unheard, meeting: Meeting): Promise<void> {
  const { firstQueryAfterSeconds } = meeting;
  await ageOrder(shop.databaseUrl, order.id, firstQueryAfterSeconds ?? QUERY_DUE_SECONDS);
  if (firstQueryAfterSeconds === null) return;
  const isAsked = await comesToBe(async () => {
    await lookAt(shop, order.id);
    return (await countQueries(shop, order.id)) > 0 && (await isQuiet(shop, [order.id]));
  });
  if (!isAsked) throw new Error(`nobody asks about ${order.id}`);
  await ageOrder(shop.databaseUrl, order.id, SECOND_QUERY_SECONDS);
}

/** Nothing stored and not applied, nobody asking. */
async function isQuiet({ sql }: RaceShop, orderIds: string[]): Promise<boolean> {
  const rows = await sql`
    select from attempts where order_id = any(${orderIds})
      and check_lease_until > clock_timestamp()
    union all
    select from evidence where order_id = any(${orderIds}) and applied_at is null limit 1`;
  return rows.length === 0;
}

/** The customer cancelled, says this body; the push and the attempt are the right ones. */
function failureBody({ callbackBody }: Unheard): string {
  const genuine = /"MerchantRequestID":"([^"]+)","CheckoutRequestID":"([^"]+)"/.exec(callbackBody);
  const [, MerchantRequestID, CheckoutRequestID] = genuine ?? [];
  const ResultDesc = "Request cancelled by user";
  const stkCallback = { MerchantRequestID, CheckoutRequestID, ResultCode: 1032, ResultDesc };
  return JSON.stringify({ Body: { stkCallback } });
}

async function sweep({ tally, cronSecret }: RaceShop, appUrl: string): Promise<void> {
  const headers = { authorization: `Bearer ${cronSecret}` };
  const answer = await ask(`${appUrl}/api/cron/sweep`, { headers });
  tally.count("a sweep", answer, answer.status === 200 && answer.body.includes('"failures":0'));
}

/** Callback, status polls and sweeps at the same moment on both apps. */
async function meet(shop: RaceShop, unheard: Unheard, meeting: Meeting, draw: Dice): Promise<void> {
  const body = meeting.callback === "failure" ? failureBody(unheard) : unheard.callbackBody;
  const callbackDelayMs = draw.between(0, MOST_CALLBACK_DELAY_MS);
  await Promise.all([
    sleep(callbackDelayMs).then(() => postCallback(shop, draw.pick(shop.appUrls), unheard, body)),
    lookAt(shop, unheard.order.id),
    ...shop.appUrls.map((appUrl) => sweep(shop, appUrl)),
  ]);
}

async function countWrong({ sql }: RaceShop, orderIds: string[]) {
  const [row] = await sql<{ payments: number; receipts: number; orders: number; both: number }[]>`
    with own as (select * from orders where id = any(${orderIds}))
    select
      count(*) filter (where 1 <> (select count(*) from payments p
        where p.order_id = own.id))::int as payments,
      count(*) filter (where not exists (select from payments p
        where p.order_id = own.id and p.receipt is not null and p.counted))::int as receipts,
      count(*) filter (where status <> 'paid' or paid_kes <> amount_kes
        or 'receipt_pending' = any(flags))::int as orders,
      count(*) filter (where exists (select from evidence q, evidence c
        where q.order_id = own.id and c.order_id = own.id and q.source = 'query'
          and c.source = 'callback'
          and abs(extract(epoch from q.received_at - c.received_at)) < 0.2))::int as both
    from own`;
  if (row === undefined) throw new Error("the orders cannot be counted");
  return row;
}

/** Callback and query about one attempt at the same moment, in every way that they may disagree. */
export const raceCallbackAndQuery: Race = async (shop, { rounds, progress }) => {
  const orderIds: string[] = [];
  for (let block = 0; orderIds.length < rounds; block += 1) {
    const meeting = MEETINGS[block % MEETINGS.length] ?? MEETINGS[0];
    const size = Math.min(BLOCK, Math.ceil(rounds / MEETINGS.length), rounds - orderIds.length);
    const draws = Array.from({ length: size }, (_, index) =>
      openDraw(shop.seed, meeting.name, String(block), String(index)),
    );
    const unheard = await payUnheard(shop, draws, meeting.query);
    for (const [index, one] of unheard.entries()) {
      await makeDue(shop, one, meeting);
      await meet(shop, one, meeting, draws[index] ?? openDraw(shop.seed));
    }
    const ids = unheard.map(({ order }) => order.id);
    const [appUrl] = shop.appUrls;
    if (!(await comesToBe(() => isQuiet(shop, ids)))) await sweep(shop, appUrl);
    // The genuine callback, at last or again: what was known without it gets its receipt.
    for (const one of unheard) await postCallback(shop, appUrl, one, one.callbackBody);
    orderIds.push(...ids);
    progress(`callback and query: ${orderIds.length} of ${rounds} rounds`);
  }
  await shop.simulator.setFaults({ ...CALM, seed: shop.seed });
  const wrong = await countWrong(shop, orderIds);
  return [
    { name: "rounds", value: orderIds.length },
    { name: "of these with both within 0.2 s", value: wrong.both, must: { beAtLeast: 1 } },
    none("orders without exactly one payment", wrong.payments),
    none("payments without their receipt", wrong.receipts),
    none("orders not paid once and in full", wrong.orders),
  ];
};
