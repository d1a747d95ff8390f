import postgres from "postgres";
import type { Figure } from "../proofs/proof";
import { MerchantApi } from "../support/api";
import type { Debit } from "../support/simulator";
import { startAnotherApp, type Stack } from "../support/stack";
import { runRebuildCheck } from "./run-rebuild-check";
import { settle } from "./settle";

type Books = {
  /** Ids of Safaricom that the database knows, from a push answer or a callback. */
  known: ReadonlySet<string>;
  /** Of these, the ones that a payment row stands for. */
  paid: ReadonlySet<string>;
  payments: number;
  broken: number;
};

async function readBooks(sql: postgres.Sql): Promise<Books> {
  const known = await sql<{ id: string }[]>`
    select checkout_request_id as id from attempts where checkout_request_id is not null
    union select checkout_request_id from evidence where checkout_request_id is not null`;
  const paid = await sql<{ id: string | null }[]>`
    select a.checkout_request_id as id from payments p join attempts a on a.id = p.attempt_id`;
  const views = await sql<{ name: string }[]>`
    select viewname as name from pg_views
    where schemaname = 'public' and viewname like 'invariant\\_%'`;
  let broken = 0;
  for (const { name } of views) {
    const rows = await sql`select order_id, what from ${sql(name)}`;
    for (const row of rows)
      console.error(`    ${name}: ${String(row["order_id"])} ${String(row["what"])}`);
    broken += rows.length;
  }
  if (views.length === 0) throw new Error("this database states no rules of money");
  return {
    known: new Set(known.map(({ id }) => id)),
    paid: new Set(paid.flatMap(({ id }) => id ?? [])),
    payments: paid.length,
    broken,
  };
}

/**
 * Starts an app over a database, sweeps two days through, and holds it against the ledger, the rules
 * of money and its own evidence.
 */
export async function judgeDatabase(
  stack: Pick<Stack, "env" | "cronSecret"> & { apiKey: string },
  of: { name: string; databaseUrl: string; witnessed: ReadonlySet<string>; debits: Debit[] },
): Promise<Figure[]> {
  const { name, databaseUrl, debits } = of;
  const sql = postgres(databaseUrl, { max: 2, onnotice: () => undefined });
  const changes = { DATABASE_URL: databaseUrl, SWEEPER: "off", INVARIANTS_EVERY_SECONDS: "1" };
  const app = await startAnotherApp(stack, changes);
  try {
    const before = await readBooks(sql);
    const api = new MerchantApi(app.url, stack.apiKey);
    await settle(sql, api, stack.cronSecret);
    const after = await readBooks(sql);
    const witnessed = debits.filter(
      ({ checkoutRequestId: id }) => before.known.has(id) || of.witnessed.has(id),
    );
    const ledger = new Set(debits.map(({ checkoutRequestId }) => checkoutRequestId));
    const rebuilt = await runRebuildCheck({ ...stack.env, DATABASE_URL: databaseUrl });
    if (rebuilt.exitCode !== 0) console.error(rebuilt.output);
    const missing = witnessed.filter(({ checkoutRequestId }) => !after.paid.has(checkoutRequestId));
    const invented = [...after.paid].filter((id) => !ledger.has(id));
    return [
      { name: `${name}: payments before the sweeps`, value: before.payments },
      { name: `${name}: payments after the sweeps`, value: after.payments },
      { name: `${name}: debits with a witness`, value: witnessed.length, must: { beAtLeast: 1 } },
      { name: `${name}: of these without a payment`, value: missing.length, must: { be: 0 } },
      { name: `${name}: payments without a debit`, value: invented.length, must: { be: 0 } },
      { name: `${name}: broken rules of money`, value: after.broken, must: { be: 0 } },
      {
        name: `${name}: invariantsBroken of /api/health`,
        value: await api.brokenInvariants(),
        must: { be: 0 },
      },
      { name: `${name}: orders rebuilt`, value: rebuilt.orders, must: { beAtLeast: 1 } },
      { name: `${name}: evidence replayed`, value: rebuilt.evidence, must: { beAtLeast: 1 } },
      { name: `${name}: fields that differ`, value: rebuilt.differences, must: { be: 0 } },
      { name: `${name}: exit code of rebuild --check`, value: rebuilt.exitCode, must: { be: 0 } },
    ];
  } finally {
    await app.stop();
    await sql.end({ timeout: 5 });
  }
}
