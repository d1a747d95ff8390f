import { openDraw } from "../support/draw";
import { none, type Race, type RaceShop } from "./shop";
import { payUnheard, postCallback, type Unheard } from "./unheard";

const COPIES = 20;
/** Prepared together, so that the simulator is asked for its deliveries once for all of them. */
const BLOCK = 25;

type Counts = { posted: number; accepted: number };

async function deliverCopies(shop: RaceShop, counts: Counts, unheard: Unheard): Promise<void> {
  const answers = await Promise.all(
    Array.from({ length: COPIES }, (_, index) =>
      postCallback(shop, shop.appUrls[index % 2 === 0 ? 0 : 1], unheard, unheard.callbackBody),
    ),
  );
  counts.posted += COPIES;
  counts.accepted += answers.filter(({ status }) => status === 200).length;
}

/** Orders that do not have exactly one piece of evidence, one payment and one line of each. */
async function countWrong({ sql }: RaceShop, orderIds: string[]) {
  const [row] = await sql<{ evidence: number; payments: number; orders: number; lines: number }[]>`
    with own as (select * from orders where id = any(${orderIds}))
    select
      count(*) filter (where 1 <> (select count(*) from evidence e
        where e.order_id = own.id and e.source = 'callback'))::int as evidence,
      count(*) filter (where 1 <> (select count(*) from payments p
        where p.order_id = own.id and p.receipt is not null))::int as payments,
      count(*) filter (where status <> 'paid' or paid_kes <> amount_kes
        or flags <> '{}')::int as orders,
      count(*) filter (where 1 <> (select count(*) from timeline_events t
        where t.order_id = own.id and t.kind = 'payment_received'))::int as lines
    from own`;
  if (row === undefined) throw new Error("the orders cannot be counted");
  return row;
}

/** One callback 20 times at once over both apps: it is one piece of evidence and one payment. */
export const raceSameCallback: Race = async (shop, { rounds, progress }) => {
  const counts: Counts = { posted: 0, accepted: 0 };
  const orderIds: string[] = [];
  for (let done = 0; done < rounds; done += BLOCK) {
    const draws = Array.from({ length: Math.min(BLOCK, rounds - done) }, (_, index) =>
      openDraw(shop.seed, "same callback", String(done + index)),
    );
    for (const unheard of await payUnheard(shop, draws)) {
      orderIds.push(unheard.order.id);
      await deliverCopies(shop, counts, unheard);
    }
    if (done % 100 === 0) progress(`same callback: ${orderIds.length} of ${rounds} rounds`);
  }
  const wrong = await countWrong(shop, orderIds);
  return [
    { name: "rounds", value: orderIds.length },
    { name: "answered 200", value: counts.accepted, must: { be: counts.posted } },
    none("orders without exactly one piece of evidence", wrong.evidence),
    none("orders without exactly one payment", wrong.payments),
    none("orders without exactly one payment in the timeline", wrong.lines),
    none("orders not paid once and in full", wrong.orders),
  ];
};
