import { sql } from "drizzle-orm";
import { startDeadline, type Deadline } from "@/lib/clock";
import { stkQuery, type StkQueryResult } from "@/lib/daraja/stk-query";
import { failpoint } from "@/lib/failpoints";
import { takeHits } from "@/lib/rate-buckets";
import type { Runtime } from "@/lib/runtime";
import { sha256 } from "@/lib/sealing";
import { sharedAccessToken } from "@/lib/shortcodes/access-token";
import { loadShortcode, type Shortcode } from "@/lib/shortcodes/load-shortcode";
import { sealRaw } from "./attempt-secrets";
import { recordEvidence } from "./record-evidence";
import type { NewEvidence } from "./store-evidence";
import { CHECK_LEASE_MS, QUERY_DEADLINE_MS } from "./timing";

/** A due attempt, as the sweeper or the status endpoint found it. */
export type DueAttempt = { attemptId: string; shortcodeId: string; isRecheck: boolean };

type Lease = {
  merchant_id: string;
  order_id: string;
  checkout_request_id: string;
  data_key_sealed: Buffer | null;
  query_count: number;
};

const MINUTE_SECONDS = 60;

/**
 * Leases a due attempt and takes one query from the shortcode's budget, in one statement. Null when
 * it is not due, somebody else asks already, or the budget is spent. Asking again about a failed
 * attempt leaves half of the budget to those that customers wait for.
 */
async function leaseCheck(
  { db }: Runtime,
  { attemptId, isRecheck }: DueAttempt,
  shortcode: Shortcode,
): Promise<Lease | null> {
  const perMinute = shortcode.queriesPerMinute;
  const limit = isRecheck ? Math.max(1, Math.floor(perMinute / 2)) : perMinute;
  const most = { limit, windowSeconds: MINUTE_SECONDS };
  const subject = crypto.randomUUID().slice(0, 8);
  const budget = { key: `queries:${shortcode.id}`, subject, burst: most, total: most };
  const leased = await db.execute<Lease>(sql`
    with due as (
      select id from attempts
      where id = ${attemptId} and next_check_at <= clock_timestamp()
        and checkout_request_id is not null
        and (check_lease_until is null or check_lease_until < clock_timestamp())
      for update skip locked
    ), budget as (${takeHits([budget], sql`due`)})
    update attempts set query_count = query_count + 1,
      check_lease_until = clock_timestamp() + make_interval(secs => ${CHECK_LEASE_MS / 1000}::int)
    from due, budget
    where attempts.id = due.id
    returning merchant_id, order_id, checkout_request_id, data_key_sealed, query_count`);
  return leased.rows[0] ?? null;
}

type Reading = Pick<NewEvidence, "kind" | "code" | "reason">;

function toReading(result: StkQueryResult): Reading {
  switch (result.kind) {
    case "succeeded":
      return { kind: "query_succeeded", code: result.code };
    case "failed":
      return { kind: "query_failed", code: result.code, reason: result.reason };
    case "in_progress":
      return { kind: "query_in_progress", code: result.code };
    case "token_rejected":
    case "no_answer":
      return { kind: "query_no_answer" };
    default:
      return result satisfies never;
  }
}

/** Asks Daraja, with one renewal of a rejected token inside the same deadline. */
async function ask(
  runtime: Runtime,
  shortcode: Shortcode,
  checkoutRequestId: string,
  deadline: Deadline,
): Promise<StkQueryResult> {
  const noToken: StkQueryResult = { kind: "no_answer", cause: "no access token", raw: null };
  const query = async (accessToken: string) => {
    await failpoint("query:before");
    const asking = stkQuery(
      shortcode.config,
      { accessToken, checkoutRequestId, now: new Date() },
      { fetch: runtime.fetch, deadline },
    );
    await failpoint("query:sending");
    return asking;
  };
  const token = await sharedAccessToken(runtime, shortcode, deadline);
  if (!token.ok) return noToken;
  const first = await query(token.accessToken);
  if (first.kind !== "token_rejected") return first;
  await failpoint("query:token-rejected");
  const renewed = await sharedAccessToken(runtime, shortcode, deadline, token.generation);
  return renewed.ok ? query(renewed.accessToken) : noToken;
}

/**
 * Asks Safaricom about one due attempt and records the answer. Answers whether it asked: at most one
 * question is under way for an attempt, and the shortcode's budget holds over all processes.
 */
export async function checkAttempt(runtime: Runtime, due: DueAttempt): Promise<boolean> {
  const shortcode = await loadShortcode(runtime, due.shortcodeId);
  await failpoint("check:found");
  const lease = await leaseCheck(runtime, due, shortcode);
  if (!lease) return false;
  await failpoint("check:leased");
  const deadline = startDeadline(QUERY_DEADLINE_MS);
  const result = await ask(runtime, shortcode, lease.checkout_request_id, deadline);
  await failpoint("query:answered");
  const raw = "raw" in result && result.raw ? JSON.stringify(result.raw) : null;
  const { merchant_id: merchantId, order_id: orderId, data_key_sealed: dataKeySealed } = lease;
  const reading = toReading(result);
  runtime.log.debug("query", { attemptId: due.attemptId, kind: reading.kind });
  await recordEvidence(runtime, {
    merchantId,
    orderId,
    attemptId: due.attemptId,
    source: "query",
    queryNumber: lease.query_count,
    ...reading,
    rawSealed: raw === null ? null : sealRaw(runtime.env, { merchantId, dataKeySealed }, raw),
    rawSha256: raw === null ? null : sha256(raw),
  });
  return true;
}
