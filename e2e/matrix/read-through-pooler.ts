import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { type Db, openDatabase } from "@/db/client";
import type { MerchantDb, ReadAsMerchant } from "@/db/read-as-merchant";
import { findPgBouncer, PgBouncer } from "../outages/pgbouncer";
import type { Figure } from "../proofs/proof";
import { inParallel } from "../support/in-parallel";
import type { MatrixWorld } from "./world";

/** More than PgBouncer holds to the server, so that each goes from hand to hand. */
const CONNECTIONS = 16;
const EVERY_NTH_FAILS = 7;

const seen = async (db: Db | MerchantDb) => {
  const { rows } = await db.execute<{ seen: string }>(sql`
    select concat_ws(' ', current_user = session_user, count(distinct merchant_id),
      min(merchant_id), coalesce(current_setting('malipo.merchant_id', true), '')) as seen
    from orders`);
  return rows[0]?.seen ?? "";
};

async function readOnce(
  { db, readAsMerchant }: { db: Db; readAsMerchant: ReadAsMerchant },
  merchants: readonly string[],
  turn: number,
): Promise<boolean> {
  const merchantId = merchants[turn % (merchants.length + 1)];
  if (merchantId === undefined) {
    const first = merchants.toSorted()[0] ?? "";
    return (await seen(db)).trim() === `t ${merchants.length} ${first}`;
  }
  const isFailing = turn % EVERY_NTH_FAILS === 0;
  const reading = readAsMerchant(merchantId, async (rows) => {
    const found = await seen(rows);
    if (isFailing) throw new Error(found);
    return found;
  });
  const found = await reading.catch((error: unknown) =>
    isFailing && error instanceof Error ? error.message : "",
  );
  return found === `f 1 ${merchantId} ${merchantId}`;
}

/**
 * Readings of both merchants, failing ones among them, and statements of the core, in turn over the few
 * connections of a PgBouncer in transaction mode: each must see what is its own to see.
 */
export async function readThroughPooler(
  { databaseUrl, merchantIds }: MatrixWorld,
  readings: number,
): Promise<Figure[]> {
  const program = findPgBouncer();
  if (program === null) return [{ name: "readings through PgBouncer (not installed)", value: 0 }];
  const folder = mkdtempSync(join(tmpdir(), "malipo-merchants-"));
  const bouncer = await PgBouncer.start(program, folder, databaseUrl);
  const opened = openDatabase({
    url: bouncer.url,
    pooled: true,
    maxConnections: CONNECTIONS,
    applicationName: "malipo-merchants",
    onConnectionError: () => undefined,
  });
  try {
    const right = await inParallel([...Array(readings).keys()], CONNECTIONS, (turn) =>
      readOnce(opened, merchantIds, turn),
    );
    const wrong = right.filter((isRight) => !isRight).length;
    return [
      { name: "readings through PgBouncer", value: readings, must: { beAtLeast: 1 } },
      { name: "  that saw what is not theirs, or not what is", value: wrong, must: { be: 0 } },
    ];
  } finally {
    await opened.close();
    await bouncer.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
