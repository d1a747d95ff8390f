import { sql } from "drizzle-orm";
import type { Runtime } from "@/lib/runtime";
import { asFailureReason } from "./failure-reason";
import type { AttemptState, OrderStatus, OrderStatusView, Outcome, PushState } from "./model";
import { pollAfterMs } from "./poll-interval";
import { ATTEMPT_WINDOW_MS, SENDING_STALE_MS } from "./timing";

type Row = {
  status: OrderStatus;
  version: number;
  amount_kes: number;
  paid_kes: number;
  push: PushState | null;
  outcome: Outcome | null;
  reason: string | null;
  prompt_ends_at: string | null;
  is_prompt_open: boolean | null;
  may_change: boolean;
  is_due: boolean;
  next_moment_ms: number | null;
};

export type OrderStatusRead = {
  view: OrderStatusView;
  /** Whether something waits that a sweep of this order would bring forward. */
  isDue: boolean;
  /** Milliseconds until the answer changes or something comes due with no write; null for never. */
  nextMomentMs: number | null;
};

function stateOf({ push, outcome, is_prompt_open }: Row): AttemptState | null {
  switch (outcome) {
    case null:
      return null;
    case "pending":
      if (push === "sending") return "sending";
      return push === "accepted" && is_prompt_open === true ? "waiting" : "checking";
    case "unresolved":
      return "checking";
    case "failed":
    case "review":
    case "succeeded":
      return outcome;
    default:
      return outcome satisfies never;
  }
}

/**
 * Reads the public status of an order in one statement, or null if it does not exist. The attempt
 * shown is the succeeded one (earliest), else the one in review, else the pending one, else the
 * newest (contract, order status). One that a person ended without money for the order is over and not
 * shown: what became of its money is between the shop and the customer. Never waits for Safaricom.
 */
export async function readOrderStatus(
  { db }: Pick<Runtime, "db">,
  orderId: string,
): Promise<OrderStatusRead | null> {
  const sendingStale = sql`make_interval(secs => ${SENDING_STALE_MS / 1000}::int)`;
  const attemptWindow = sql`make_interval(secs => ${ATTEMPT_WINDOW_MS / 1000}::int)`;
  // One moment for the whole statement: the version and the state must agree on whether a prompt
  // has ended.
  const read = await db.execute<Row>(sql`
    with own as (
      select *, decision is not null and outcome <> 'succeeded' as is_ended,
        case outcome when 'succeeded' then 1 when 'review' then 2 when 'pending' then 3
        else 4 end as rank
      from attempts where order_id = ${orderId}
    ), shown as (
      select * from own where not is_ended
      order by rank,
        case when rank = 1 then created_at end,
        created_at desc, id desc
      limit 1
    )
    select orders.status, orders.amount_kes, orders.paid_kes,
      orders.version + (select count(*) from own
        where prompt_ends_at <= least(statement_timestamp(), coalesce(left_pending_at, 'infinity'))
      )::int as version,
      shown.push, shown.outcome, shown.reason,
      to_char(shown.prompt_ends_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
        as prompt_ends_at,
      shown.prompt_ends_at > statement_timestamp() as is_prompt_open,
      exists (select 1 from own where not is_ended
        and outcome in ('pending', 'unresolved', 'review')) as may_change,
      coalesce((select bool_or(
          (next_check_at <= clock_timestamp()
            and (check_lease_until is null or check_lease_until < clock_timestamp()))
          or (push = 'sending' and created_at < clock_timestamp() - ${sendingStale})
          or (outcome = 'pending' and created_at < clock_timestamp() - ${attemptWindow})) from own),
        false)
        or (orders.status = 'open' and orders.expires_at <= clock_timestamp()) as is_due,
      (select extract(epoch from min(moment) - statement_timestamp()) * 1000 from (
        select case when left_pending_at is null then prompt_ends_at end as moment from own
        union all select greatest(next_check_at, check_lease_until) from own
          where next_check_at is not null
        union all select created_at + ${sendingStale} from own where push = 'sending'
        union all select created_at + ${attemptWindow} from own where outcome = 'pending'
        union all select orders.expires_at where orders.status = 'open'
      ) as moments where moment > statement_timestamp())::float8 as next_moment_ms
    from orders left join shown on true
    where orders.id = ${orderId}`);
  const row = read.rows[0];
  if (!row) return null;
  const state = stateOf(row);
  const reason = state === "failed" ? asFailureReason(row.reason) : null;
  return {
    isDue: row.is_due,
    nextMomentMs: row.next_moment_ms,
    view: {
      orderId,
      version: row.version,
      status: row.status,
      amountKes: row.amount_kes,
      paidKes: row.paid_kes,
      attempt: state && { state, reason, promptEndsAt: row.prompt_ends_at },
      pollAfterMs: pollAfterMs({
        status: row.status,
        state,
        isUnresolved: row.outcome === "unresolved",
        mayChange: row.may_change,
      }),
    },
  };
}
