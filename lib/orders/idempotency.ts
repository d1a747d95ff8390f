import { and, eq, gt, sql, type SQL } from "drizzle-orm";
import { z } from "zod";
import { idempotencyKeys } from "@/db/schema/merchants";
import { ORDER_STATUSES } from "@/db/vocabulary";
import type { Runtime } from "@/lib/runtime";
import { sha256 } from "@/lib/sealing";
import { canonicalJson } from "./canonical-json";
import type { Order } from "./model";

/** How long a key answers what it answered first; after that it is free again (contract). */
const KEPT_FOR = sql`interval '24 hours'`;

/** 1 to 255 printable ASCII characters, as in the IETF draft of the header. */
export const IDEMPOTENCY_KEY = /^[\x20-\x7e]{1,255}$/;

/** What was asked, as a digest: equal for equal JSON, whatever its key order and white space. */
export function digestOf(input: unknown): Buffer {
  return sha256(canonicalJson(input));
}

/**
 * The part of a statement that takes a key, or takes over one older than 24 h: one row if it was
 * taken, none while it answers for another request. Waits for a concurrent request with the same key.
 */
export function takeKey(entry: {
  merchantId: string;
  key: string;
  digest: Buffer;
  orderId: string;
  response: SQL;
  from: SQL;
}): SQL {
  return sql`insert into idempotency_keys as held
      (merchant_id, key, request_sha256, order_id, response, created_at)
    select ${entry.merchantId}, ${entry.key}, ${entry.digest}, ${entry.orderId}, ${entry.response}, now()
      from ${entry.from}
    on conflict (merchant_id, key) do update
      set request_sha256 = excluded.request_sha256, order_id = excluded.order_id,
          response = excluded.response, created_at = excluded.created_at
      where held.created_at <= now() - ${KEPT_FOR}
    returning 1`;
}

const storedOrder = z.object({
  id: z.string(),
  status: z.enum(ORDER_STATUSES),
  version: z.int(),
  amountKes: z.int(),
  paidKes: z.int(),
  title: z.string(),
  reference: z.string().nullable(),
  accountReference: z.string(),
  payUrl: z.string(),
  createdAt: z.string(),
  expiresAt: z.string(),
  metadata: z.record(z.string(), z.string()),
});

/** The stored answer in the contract's field order (jsonb keeps none). Throws if it is no order. */
export function readStoredOrder(response: unknown): Order {
  return storedOrder.parse(response);
}

/** What a key answered before: the same order for the same request; null while the key is free. */
export async function findStoredAnswer(
  { db }: Pick<Runtime, "db">,
  merchantId: string,
  key: string,
  digest: Buffer,
): Promise<{ ok: true; order: Order } | { ok: false; reason: "idempotency_mismatch" } | null> {
  const [held] = await db
    .select({ digest: idempotencyKeys.requestSha256, response: idempotencyKeys.response })
    .from(idempotencyKeys)
    .where(
      and(
        eq(idempotencyKeys.merchantId, merchantId),
        eq(idempotencyKeys.key, key),
        gt(idempotencyKeys.createdAt, sql`now() - ${KEPT_FOR}`),
      ),
    );
  if (!held) return null;
  if (!held.digest.equals(digest)) return { ok: false, reason: "idempotency_mismatch" };
  return { ok: true, order: readStoredOrder(held.response) };
}
