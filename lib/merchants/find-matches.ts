import { sql, type SQL } from "drizzle-orm";
import type { MerchantDb } from "@/db/read-as-merchant";
import type { Env } from "@/lib/env";
import { hashLastFour, hashMsisdn } from "@/lib/payments/attempt-secrets";
import { recogniseSearch, type Sought } from "./recognise-search";

/** What a search looks through, newest first: far more than a person reads, and no load at any size. */
const MAX_MATCHES = 1_000;

/** What a text was found at: attempts by themselves, and orders with all of theirs. */
export type Matches = {
  found: { orderId: string; attemptId: string | null }[];
  isCut: boolean;
};

type Keys = Pick<Env, "APP_SECRET" | "ENCRYPTION_KEYS">;

/**
 * What of a merchant's a text in the search box means; null for no text. Each kind is one short walk of an index. A title
 * is found by its beginning: by any part of it would take trigrams, which hosts may not have.
 */
export async function findMatches(
  env: Keys,
  db: MerchantDb,
  merchantId: string,
  search: string | null,
): Promise<Matches | null> {
  if (search === null) return null;
  const sought = recogniseSearch(search);
  const walks = [...attemptWalks(env, merchantId, sought), ...orderWalks(merchantId, sought)];
  const parts = walks.map((walk) => sql`(${walk})`);
  const { rows } = await db.execute<{ order_id: string; attempt_id: string | null }>(
    sql.join(parts, sql` union all `),
  );
  return {
    found: rows
      .slice(0, MAX_MATCHES)
      .map((row) => ({ orderId: row.order_id, attemptId: row.attempt_id })),
    isCut: rows.length > MAX_MATCHES,
  };
}

const newest = sql`order by created_at desc limit ${MAX_MATCHES + 1}::int`;

function attemptWalks(env: Keys, merchantId: string, sought: Sought): SQL[] {
  const { attemptId, msisdn, last4, receipt } = sought;
  const walks: SQL[] = [];
  const attemptsBy = (condition: SQL) =>
    walks.push(sql`
      select order_id, id as attempt_id from attempts
      where merchant_id = ${merchantId} and ${condition} ${newest}`);
  if (attemptId !== null) attemptsBy(sql`id = ${attemptId}`);
  if (msisdn !== null) attemptsBy(sql`msisdn_hash = ${hashMsisdn(env, msisdn)}`);
  if (last4 !== null) attemptsBy(sql`msisdn_last4_hash = ${hashLastFour(env, last4)}`);
  if (receipt !== null) {
    walks.push(sql`
      select order_id, attempt_id from payments
      where merchant_id = ${merchantId} and receipt = ${receipt}`);
  }
  return walks;
}

function orderWalks(merchantId: string, sought: Sought): SQL[] {
  const { orderId, references, titleStart } = sought;
  const isReference = sql`= any(${sql.param(references)}::text[])`;
  const ordersBy = (condition: SQL) => sql`
    select id as order_id, null as attempt_id from orders
    where merchant_id = ${merchantId} and ${condition} ${newest}`;
  return [
    ...(orderId === null ? [] : [ordersBy(sql`id = ${orderId}`)]),
    ordersBy(sql`reference ${isReference}`),
    // The index for this is led by the shortcode, for which a reference is unique.
    ordersBy(sql`account_reference ${isReference} and shortcode_id = any(array(
      select id from shortcodes where merchant_id = ${merchantId}))`),
    ordersBy(
      sql`title_lower >= lower(${titleStart}) and title_lower < lower(${titleStart}) || ${LAST_SIGN}`,
    ),
  ];
}

/** No title goes on with it: the end of everything that begins with a text. */
const LAST_SIGN = "\u{10ffff}";
