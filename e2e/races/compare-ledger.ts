import { createHash } from "node:crypto";
import type { Figure } from "../proofs/proof";
import { comesToBe } from "./rows";
import { none, type RaceShop } from "./shop";

const digestOf = (lines: string[]) =>
  createHash("sha256").update(lines.toSorted().join("\n")).digest("hex");

/** Lines of `these` that `those` does not hold; a line that comes twice must be there twice. */
function without(these: string[], those: string[]): string[] {
  const left = new Map<string, number>();
  for (const line of those) left.set(line, (left.get(line) ?? 0) + 1);
  return these.filter((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0;
  });
}

async function readPaymentLines({ sql }: RaceShop): Promise<string[]> {
  const rows = await sql<{ line: string }[]>`
    select concat_ws(' ', p.receipt, p.amount_kes, o.account_reference, a.checkout_request_id)
      as line
    from payments p join orders o on o.id = p.order_id join attempts a on a.id = p.attempt_id`;
  return rows.map(({ line }) => line);
}

async function isHeard({ sql }: RaceShop, debits: number): Promise<boolean> {
  const rows = await sql`
    select where (select count(*) from payments) >= ${debits}
      and not exists (select from attempts where outcome = 'pending')
      and not exists (select from evidence where applied_at is null)`;
  return rows.length > 0;
}

/** What must hold for the rows of every order, whoever raced; by how many orders break it. */
async function countBrokenRows({ sql }: RaceShop) {
  const [row] = await sql<
    { sums: number; timelines: number; versions: number; unapplied: number; live: number }[]
  >`
    select
      (select count(*)::int from orders o where paid_kes <> (
        select coalesce(sum(amount_kes), 0) from payments p
        where p.order_id = o.id and p.counted)
        or (status in ('paid', 'overpaid')) <> (paid_kes >= amount_kes)) as sums,
      (select count(*)::int from orders o where timeline_seq <> (
        select count(*) from timeline_events t where t.order_id = o.id)
        or timeline_seq <> (select max(seq) from timeline_events t where t.order_id = o.id)
      ) as timelines,
      (select count(*)::int from orders o
        left join (select order_id, count(*) as applied from evidence
          where applied_at is not null group by order_id) e on e.order_id = o.id
        where version <> 1 + (select count(*) from attempts a where a.order_id = o.id)
          + 2 * coalesce(e.applied, 0)) as versions,
      (select count(*)::int from evidence where applied_at is null) as unapplied,
      (select count(*)::int from (select order_id from attempts where outcome = 'pending'
        group by order_id having count(*) > 1) as double) as live`;
  if (row === undefined) throw new Error("the rows cannot be counted");
  return row;
}

/**
 * Holds the simulator's ledger against the payments, and the prompts against the attempts; read
 * through the driver that the product does not use.
 */
export async function compareLedger(shop: RaceShop): Promise<Figure[]> {
  const debits = await shop.simulator.ledger();
  // The last callbacks may still be on their way; whatever does not arrive shows below.
  await comesToBe(() => isHeard(shop, debits.length));
  const prompts = await shop.simulator.prompts();
  const ledger = debits.map(
    ({ receipt, amountKes, accountReference, checkoutRequestId }) =>
      `${receipt} ${amountKes} ${accountReference} ${checkoutRequestId}`,
  );
  const booked = await readPaymentLines(shop);
  const [attempts] = await shop.sql<{ count: number }[]>`
    select count(*)::int as count from attempts`;
  const broken = await countBrokenRows(shop);
  const lost = without(ledger, booked);
  const extra = without(booked, ledger);
  for (const line of lost) shop.tally.tell(`lost: ${line}`);
  for (const line of extra) shop.tally.tell(`not in the ledger: ${line}`);
  const isSame = digestOf(ledger) === digestOf(booked);
  return [
    { name: "debits in the simulator's ledger", value: debits.length },
    { name: "payments recorded", value: booked.length, must: { be: debits.length } },
    none("payments lost", lost.length),
    none("payments twice, or of another amount", extra.length),
    { name: "digest of ledger and payments is the same", value: isSame ? 1 : 0, must: { be: 1 } },
    { name: "prompts shown", value: prompts.length, must: { be: attempts?.count ?? 0 } },
    none("orders that contradict their payments", broken.sums),
    none("orders whose timeline has gaps", broken.timelines),
    none("orders whose version is not that of their changes", broken.versions),
    none("orders with two live attempts", broken.live),
    none("evidence not applied", broken.unapplied),
  ];
}
