import { sql } from "drizzle-orm";
import type { MerchantDb } from "@/db/read-as-merchant";
import type { MerchantReads } from "@/lib/merchants/as-merchant";
import {
  type Break,
  type ChainEntry,
  type ChainState,
  findBrokenEnd,
  follow,
  type Head,
  START,
} from "./verify-chain";

export type Verdict = { merchantId: string; entries: number } & (
  { ok: true; head: Head } | { ok: false; broken: Break }
);

const BATCH = 1_000;
const BEFORE_ALL = -2_147_483_648;

/**
 * Follows a merchant's chain from its first entry to its head, at one moment, and says where it breaks,
 * if it does. `kept` is a head that was noted elsewhere: the chain has to go through it.
 */
export function verifyAudit(
  { merchantId, read }: MerchantReads,
  kept: Head | null = null,
): Promise<Verdict> {
  return read(async (db) => {
    let state: ChainState = START;
    let keptHash: string | null = null;
    let after = BEFORE_ALL;
    for (let isEnd = false; !isEnd; after = state.seq) {
      const entries = await readEntries(db, merchantId, after);
      isEnd = entries.length < BATCH;
      for (const entry of entries) {
        const followed = follow(state, entry);
        if (!followed.ok) return { merchantId, entries: state.seq, ...followed };
        state = followed.state;
        if (state.seq === kept?.seq) keptHash = state.hash;
      }
    }
    const broken =
      findBrokenEnd(state, await readHead(db, merchantId)) ?? findOtherChain(kept, keptHash);
    const entries = state.seq;
    return broken === null
      ? { merchantId, entries, ok: true, head: state }
      : { merchantId, entries, ok: false, broken };
  });
}

function findOtherChain(kept: Head | null, keptHash: string | null): Break | null {
  if (kept === null || kept.hash === keptHash) return null;
  const how = `entry ${kept.seq} is not the one that was kept: the chain was written anew`;
  return { seq: kept.seq, how };
}

/** The newest entry of a merchant's chain; null if it has none. */
export async function readHead(db: MerchantDb, merchantId: string): Promise<Head | null> {
  const { rows } = await db.execute<Head>(sql`
    select seq, encode(hash, 'hex') as hash from audit_heads where merchant_id = ${merchantId}`);
  return rows[0] ?? null;
}

async function readEntries(
  db: MerchantDb,
  merchantId: string,
  after: number,
): Promise<ChainEntry[]> {
  const { rows } = await db.execute<ChainEntry>(sql`
    select seq, encode(previous_hash, 'hex') as "previousHash", encode(hash, 'hex') as hash,
      array[merchant_id, seq::text,
        to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), actor_kind, actor_id,
        actor_name, actor_email, address, user_agent, action, subject_kind, subject_id,
        before::text, after::text] as fields
    from audit_entries
    where merchant_id = ${merchantId} and seq > ${after}::int
    order by seq limit ${BATCH}`);
  return rows;
}
