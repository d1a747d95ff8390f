import { sql } from "drizzle-orm";
import { takeHits } from "@/lib/rate-buckets";
import type { Runtime } from "@/lib/runtime";
import { keyedHash } from "@/lib/sealing";

/** Orders that one address makes of links; wide, because a whole neighbourhood may share one. */
const BURST = { limit: 60, windowSeconds: 600 };
const TOTAL = { limit: 600, windowSeconds: 86_400 };

/**
 * Counts an order that is about to be made of a link; false if this address made too many. The same
 * form counts once. Without a trusted address nothing is counted.
 */
export async function takeLinkVisit(
  { db, env }: Pick<Runtime, "db" | "env">,
  address: string | null,
  submission: string,
): Promise<boolean> {
  if (address === null) return true;
  const place = keyedHash(env.APP_SECRET, "address", address).toString("base64url");
  const limit = { key: `link:${place}`, subject: submission, burst: BURST, total: TOTAL };
  const taken = await db.execute(sql`with one as (select 1) ${takeHits([limit], sql`one`)}`);
  return taken.rows.length === 1;
}
