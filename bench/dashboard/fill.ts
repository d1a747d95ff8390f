import type postgres from "postgres";
import { merchants } from "@/db/schema/merchants";
import { makeId } from "@/lib/ids";
import { sealMsisdn } from "@/lib/payments/attempt-secrets";
import { parseMsisdn } from "@/lib/phone";
import type { Runtime } from "@/lib/runtime";
import { createShortcode } from "@/lib/shortcodes/create-shortcode";
import type { Sample } from "./queries";

const MERCHANTS = 20;
/** Everything happened within a year up to now, evenly. */
const YEAR_MS = 365 * 86_400_000;
/** Orders in one statement: often enough to tell how far it is. */
const CHUNK = 100_000;
const SAMPLES = 400;

async function makeMerchants(runtime: Runtime, sql: postgres.Sql): Promise<void> {
  const msisdn = parseMsisdn("0712345678");
  if (msisdn === null) throw new Error("this is no phone");
  await sql`create unlogged table bench_merchants (
    n int, merchant_id text, shortcode_id text, data_key bytea, msisdn bytea)`;
  for (let n = 0; n < MERCHANTS; n += 1) {
    const merchantId = makeId("merchant");
    await runtime.db.insert(merchants).values({ id: merchantId, name: `Duka ${n + 1}` });
    await createShortcode(runtime, merchantId, {
      environment: "simulator",
      baseUrl: "http://127.0.0.1:9",
      consumerKey: `key-${n}`,
      consumerSecret: "secret",
      type: "paybill",
      transactionType: "CustomerPayBillOnline",
      businessShortCode: "174379",
      partyB: "174379",
      passKey: "pass",
    });
    const { dataKeySealed, msisdnSealed } = sealMsisdn(runtime.env, merchantId, msisdn);
    await sql`insert into bench_merchants
      select ${n}, ${merchantId}, id, ${dataKeySealed}, ${msisdnSealed}
      from shortcodes where merchant_id = ${merchantId}`;
  }
}

/**
 * Orders `from` to `to` of `total`, the newest last. Of twenty in a row of one merchant fourteen are
 * paid at once, two after a failed attempt, two fail, two are never tried; a few wait for a person.
 * Ids are as long and as sortable as real ones; evidence is one row an attempt, without its raw body.
 */
async function fillChunk(sql: postgres.Sql, from: number, to: number, total: number) {
  const stepMs = YEAR_MS / total;
  await sql.begin(async (t) => {
    // No foreign key is checked and nobody is told: it would take several times as long.
    await t`set local session_replication_role = replica`;
    await t`create temporary table made on commit drop as
      select n, m.*, at, case
          when turn = 3 and round % 50 = 0 then 'review' when turn = 4 and round % 50 = 0 then 'unresolved'
          when turn < 14 then 'paid' when turn < 16 then 'again' when turn < 18 then 'failed'
          else 'never' end as fate, turn, round, 10 + (n % 5000) * 79 % 5000 as kes,
        '01' || lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0')
          || lpad(to_hex(n), 12, '0') as suffix,
        '01' || lpad(to_hex((extract(epoch from at) * 1000)::bigint + 20000), 12, '0')
          || lpad(to_hex(n), 12, '0') as suffix_again
      from (
        select n, (n / ${MERCHANTS}) % 20 as turn, n / ${MERCHANTS * 20} as round, now() - (${total}::int - n) * ${stepMs}::float8 * interval '1 millisecond' as at
        from generate_series(${from}::int, ${to}::int) as n
      ) numbered
      join (select n as merchant, merchant_id, shortcode_id, data_key, msisdn from bench_merchants) m
        on m.merchant = numbered.n % ${MERCHANTS}`;
    await t`insert into orders (id, merchant_id, shortcode_id, amount_kes, title, reference,
        account_reference, status, paid_kes, flags, cases, cases_since, timeline_seq, attempt_count,
        expires_at, created_at, updated_at)
      select 'ord_' || suffix, merchant_id, shortcode_id, kes,
        (array['Tea and mandazi', 'Two crates of soda', 'Maize, 90 kg'])[1 + n % 3] || ' ' || n,
        'INV-' || n, 'B' || n, case when fate in ('paid', 'again') then 'paid' else 'expired' end,
        case when fate in ('paid', 'again') then kes else 0 end,
        case when fate = 'review' then array['needs_review'] when turn = 1 and round % 50 = 1 then array['receipt_pending']
          when turn = 2 and round % 5 = 0 then array['late'] else '{}'::text[] end,
        case when fate = 'review' then array['amount_differs'] when turn = 1 and round % 50 = 1 then array['receipt_pending']
          when turn = 2 and round % 5 = 0 then array['late'] else '{}'::text[] end,
        case when fate = 'review' or turn = 1 and round % 50 = 1 or turn = 2 and round % 5 = 0
          then at + interval '1 minute' end, 1,
        case fate when 'again' then 2 when 'never' then 0 else 1 end,
        at + interval '1 hour', at, at + interval '1 minute'
      from made order by n`;
    await t`insert into timeline_events (merchant_id, order_id, seq, kind, at)
      select merchant_id, 'ord_' || suffix, 1, 'order_created', at from made order by n`;
    await t`insert into attempts (id, merchant_id, order_id, shortcode_id, amount_kes, push, outcome,
        reason, token_sha256, data_key_sealed, msisdn_sealed, msisdn_hash, msisdn_last4_hash, pushed_at,
        left_pending_at, created_at, updated_at)
      select 'att_' || suffix_of, merchant_id, 'ord_' || suffix, shortcode_id, kes, 'accepted', outcome,
        case when outcome = 'failed' then (array['cancelled_or_timed_out', 'wrong_pin', 'no_answer',
          'insufficient_balance'])[1 + n % 4] end,
        sha256(convert_to('token ' || suffix_of, 'UTF8')), data_key, msisdn,
        sha256(convert_to('phone ' || n % 30000, 'UTF8')), sha256(convert_to('last ' || n % 10000, 'UTF8')),
        started + interval '1 second', started + interval '15 seconds', started,
        started + interval '15 seconds'
      from (
        select made.*, suffix as suffix_of, at as started, case fate
          when 'paid' then 'succeeded' when 'again' then 'failed' else fate end as outcome
        from made where fate <> 'never'
        union all
        select made.*, suffix_again, at + interval '20 seconds', 'succeeded' from made
        where fate = 'again'
      ) tried order by started`;
    await t`insert into evidence (id, merchant_id, order_id, attempt_id, source, kind, amount_kes,
        receipt, received_at, applied_at)
      select 'evd_' || right(a.id, 26), a.merchant_id, a.order_id, a.id, 'callback',
        case when a.outcome = 'succeeded' then 'callback_success' else 'callback_failure' end,
        a.amount_kes, case when a.outcome = 'succeeded' then 'R' || upper(right(a.id, 10)) end,
        a.pushed_at + made.n % 20 * interval '1 second', a.pushed_at + interval '21 seconds'
      from made join attempts a on a.order_id = 'ord_' || made.suffix order by a.created_at`;
    await t`insert into payments (id, merchant_id, order_id, attempt_id, kind, amount_kes, receipt,
        counted, late, after_failure, created_at, updated_at)
      select 'pay_' || right(a.id, 26), a.merchant_id, a.order_id, a.id, 'stk', a.amount_kes,
        'R' || upper(right(a.id, 10)), true, false, false, a.left_pending_at, a.left_pending_at
      from made join attempts a on a.order_id = 'ord_' || made.suffix and a.outcome = 'succeeded'
      order by a.created_at`;
  });
}

/** Fills an empty, migrated database with `total` orders over twenty merchants; answers some of them. */
export async function fill(
  runtime: Runtime,
  sql: postgres.Sql,
  total: number,
  progress: (text: string) => void,
): Promise<Sample[]> {
  await makeMerchants(runtime, sql);
  for (let done = 0; done < total; done += CHUNK) {
    const to = Math.min(total, done + CHUNK);
    await fillChunk(sql, done + 1, to, total);
    progress(`${to.toLocaleString("en-KE")} of ${total.toLocaleString("en-KE")} orders`);
  }
  await sql`vacuum analyze`;
  // Every so-manieth order that was tried.
  return sql<Sample[]>`
    select merchant_id as "merchantId", order_id as "orderId", min(id) as "attemptId" from attempts
    where order_id in (
      select id from orders where account_reference = any (
        select 'B' || n
        from generate_series(1, ${total}::int, ${Math.ceil(total / SAMPLES) + 1}::int) as n))
    group by merchant_id, order_id order by order_id`;
}
