import { sql, type SQL } from "drizzle-orm";
import { UNUSABLE_ID } from "@/lib/daraja/json";
import { CALLBACK_KINDS } from "./judge-ids";
import { CONFIRM_AFTER_MS, FAILURE_COUNTS_AFTER_MS, SUCCESS_COUNTS_AFTER_MS } from "./timing";

/** The order of receipt, the same in every collation. */
const place = (table: SQL) => sql`(${table}.received_at, ${table}.id collate "C")`;
const inOrder = sql`received_at, id collate "C"`;
const newestFirst = sql`received_at desc, id collate "C" desc`;
const seconds = (ms: number) => sql`make_interval(secs => ${ms / 1_000}::int)`;
const callbacks = sql.join(
  CALLBACK_KINDS.map((kind) => sql`${kind}`),
  sql`, `,
);

const e = sql`e`;
const horizon = sql`horizon`;
const answer = sql`answer`;
const callback = sql`callback`;

const differ = (a: SQL, b: SQL) => sql`(
  coalesce(${a}.checkout_request_id <> ${b}.checkout_request_id, false)
  or coalesce(${a}.merchant_request_id <> ${b}.merchant_request_id, false))`;

/** Who named the ids, as findNamings finds it. */
const namings = (attemptId: string) => sql`
  answer as materialized (
    select e.* from evidence e, horizon
    where e.attempt_id = ${attemptId} and e.kind = 'push_accepted'
      and ${place(e)} <= ${place(horizon)}
    order by e.received_at, e.id collate "C" limit 1
  ), callback as materialized (
    select e.*, coalesce(${differ(answer, e)}, false) as speaks_of_another
    from horizon, evidence e left join answer on true
    where e.attempt_id = ${attemptId} and e.kind in (${callbacks})
      and e.checkout_request_id <> ${UNUSABLE_ID} and ${place(e)} <= ${place(horizon)}
      and not coalesce(${place(answer)} < ${place(e)} and ${differ(answer, e)}, false)
    order by e.received_at, e.id collate "C" limit 1
  )`;

const answerIsEarlier = sql`coalesce(${place(answer)} < ${place(e)}, false)`;
const callbackIsKnown = sql`coalesce(${place(callback)} < ${place(e)}
  and not (${answerIsEarlier} and callback.speaks_of_another), false)`;
const isForeignIn = (column: SQL) => sql`coalesce(e.${column} <> coalesce(
  case when ${answerIsEarlier} then answer.${column} end,
  case when ${callbackIsKnown} then callback.${column} end), false)`;

/** Every visible fact, the attempt's own with what sayingOf tells them apart by. */
const judged = (attemptId: string) => sql`
  visible as materialized (
    select e.*, e.kind in (${callbacks}) and (
        ${isForeignIn(sql`checkout_request_id`)} or ${isForeignIn(sql`merchant_request_id`)}
      ) as is_foreign
    from horizon, evidence e left join answer on true left join callback on true
    where e.attempt_id = ${attemptId} and ${place(e)} <= ${place(horizon)}
  ), judged as materialized (
    select e.id, e.kind, e.code, e.receipt, e.received_at,
      coalesce(e.checkout_request_id <> ${UNUSABLE_ID}, false) as names_push,
      coalesce(${place(e)} < ${place(answer)}, false) and ${differ(answer, e)} as is_contradicted,
      case when e.amount_kes is null then 'unknown'
        when e.amount_kes = attempts.amount_kes then 'exact' else 'differing' end as relation,
      coalesce(owned.attempt_id <> e.attempt_id, false) as is_reused,
      case e.kind
        when 'query_succeeded' then ${seconds(SUCCESS_COUNTS_AFTER_MS)}
        when 'query_failed' then ${seconds(FAILURE_COUNTS_AFTER_MS)}
      end <= e.received_at - case when ${answerIsEarlier} then answer.received_at
        else attempts.created_at end as is_counting
    from visible e
    join attempts on attempts.id = e.attempt_id
    left join answer on true
    left join payments owned on owned.merchant_id = e.merchant_id and owned.receipt = e.receipt
    where not e.is_foreign
  ), own_receipt as materialized (
    select receipt from judged
    where kind = 'callback_success' and receipt is not null and not is_reused
    order by ${inOrder} limit 1
  ), counting as materialized (
    select kind, code, min(received_at) as first_at from judged where is_counting
    group by kind, code
  )`;

/** One fact of each saying, the first; beside it the newest of each kind. */
const telling = sql`
  select id from (
    select *, row_number() over (partition by kind, saying order by ${inOrder}) as nth,
      row_number() over (partition by kind order by ${newestFirst}) as nth_newest
    from (
      select judged.id, judged.kind, judged.received_at,
        case
          when judged.kind = 'callback_success' then array[names_push::text, is_contradicted::text,
            relation, is_reused::text, (judged.receipt is not null)::text,
            (judged.receipt is not distinct from own_receipt.receipt)::text]
          when judged.kind in (${callbacks}) then array[names_push::text, is_contradicted::text]
          when judged.is_counting then array[judged.code, 'true',
            (judged.received_at - counting.first_at >= ${seconds(CONFIRM_AFTER_MS)})::text]
          when judged.is_counting is not null then array[judged.code, 'false', 'false']
          else array[]::text[]
        end as saying
      from judged
      left join own_receipt on true
      left join counting on judged.is_counting and counting.kind = judged.kind
        and counting.code is not distinct from judged.code
    ) as said
  ) as ranked
  where nth = 1 or nth_newest = 1
  union all
  (select distinct on (kind) id from visible where is_foreign order by kind, ${inOrder})`;

/**
 * The ids of the facts that decide among all of an attempt up to the horizon (the later of two of its
 * pieces): tellingFacts of visible-facts.ts as a query, for attempts with too many to read them all.
 * Every part is materialized: a plan made for a small table would else read the whole flood again for
 * each of its rows.
 */
export const tellingFactIds = (attemptId: string, either: string, or: string): SQL => sql`(
  with horizon as materialized (
    select received_at, id from evidence where id in (${either}, ${or})
    order by ${newestFirst} limit 1
  ), ${namings(attemptId)}, ${judged(attemptId)}, told as materialized (${telling})
  select id from told)`;
