import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { takeHits, type BucketLimit } from "@/lib/rate-buckets";

export type Claim = {
  attemptId: string;
  merchantId: string;
  orderId: string;
  /** The order's version that the start was decided upon. */
  version: number;
  attemptsPerOrder: number;
  amountKes: number;
  tokenSha256: Buffer;
  submissionId: string | null;
  despiteAttemptId: string | null;
  dataKeySealed: Buffer;
  msisdnSealed: Buffer;
  msisdnHash: Buffer;
  msisdnLast4Hash: Buffer;
  limits: BucketLimit[];
};

/**
 * Claims an attempt in one statement: the order still at this version, payable and under its limit;
 * room in every bucket; then the attempt and its timeline line. Answers whether the claim is ours.
 * A refused claim may cost a hit in a bucket, never the reverse. Throws 23505 on
 * `attempts_one_live` or `attempts_submission` with everything rolled back.
 */
export async function claimAttempt(db: Db, claim: Claim): Promise<boolean> {
  const claimed = await db.execute(sql`
    with candidate as (
      select id from orders
      where id = ${claim.orderId} and version = ${claim.version}::int
        and merchant_id = ${claim.merchantId} and (status = 'open' or status = 'underpaid' and rest_asked)
        and clock_timestamp() < expires_at
        and attempt_count < ${claim.attemptsPerOrder}::int
      for update
    ), bucket as (${takeHits(claim.limits, sql`candidate`)})
    , claimed as (
      update orders set version = version + 1, attempt_count = attempt_count + 1,
        timeline_seq = timeline_seq + 1, updated_at = clock_timestamp()
      from candidate
      where orders.id = candidate.id
        and (select count(*) from bucket) = ${claim.limits.length}::int
      returning orders.id, orders.merchant_id, orders.shortcode_id, orders.timeline_seq
    ), attempt as (
      insert into attempts
        (id, merchant_id, order_id, shortcode_id, amount_kes, token_sha256, submission_id,
         despite_attempt_id, data_key_sealed, msisdn_sealed, msisdn_hash, msisdn_last4_hash,
         created_at)
      select ${claim.attemptId}, claimed.merchant_id, claimed.id, claimed.shortcode_id,
        ${claim.amountKes}::int, ${claim.tokenSha256}, ${claim.submissionId},
        ${claim.despiteAttemptId}, ${claim.dataKeySealed}, ${claim.msisdnSealed},
        ${claim.msisdnHash}, ${claim.msisdnLast4Hash}, clock_timestamp()
      from claimed
      returning id
    ), timeline as (
      insert into timeline_events (merchant_id, order_id, seq, attempt_id, kind, at)
      select claimed.merchant_id, claimed.id, claimed.timeline_seq, ${claim.attemptId},
        'attempt_started', clock_timestamp()
      from claimed
    )
    select id from attempt`);
  return claimed.rowCount === 1;
}
