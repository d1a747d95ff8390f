import { sql, type SQL } from "drizzle-orm";
import type { Db } from "@/db/client";
import { makeId } from "@/lib/ids";
import type { DecisionKind } from "./model";
import type { Changes } from "./snapshot";

/** Evidence that is stored with what follows from it: somebody's decision. */
export type FreshEvidence = {
  kind: "order_cancelled" | DecisionKind;
  aboutAttemptId: string | null;
  amountKes: number | null;
  receipt: string | null;
  /** Who decided, and why; null for a cancellation, which needs neither. */
  decidedBy: string | null;
  decisionNote: string | null;
};

/** Called by record-evidence alone: the one statement that writes money state. */
export type Write = {
  merchantId: string;
  orderId: string;
  /** The order's version that was decided upon. */
  version: number;
  /** Stored evidence to mark as applied, or a person's decision to store with it. */
  evidence: { id: string; isQuery: boolean; fresh: FreshEvidence | null };
  /** Whether the attempt has a payment row already. */
  isPaymentStored: boolean;
  changes: Changes;
};

const instantOf = (time: Date | null) => sql`${time?.toISOString() ?? null}::timestamptz`;

/** The order's row guards the statement: it moves only from the version that was decided upon. */
function guardPart({ orderId, merchantId, version, evidence, changes }: Write): SQL {
  const { status, paidKes, flags, cases, refundedKes, restAsked } = changes.order;
  const isUnapplied = sql`exists (
    select 1 from evidence where id = ${evidence.id} and applied_at is null)`;
  // Two steps up: the public version may have counted an ended prompt in the meantime
  // (public-version.ts), and this change must still raise it.
  return sql`guard as (
    update orders set
      version = version + 2,
      timeline_seq = timeline_seq + ${changes.timeline.length}::int,
      status = ${status}, paid_kes = ${paidKes}::int, flags = ${sql.param(flags)}::text[],
      cases = ${sql.param(cases)}::text[], refunded_kes = ${refundedKes}::int,
      rest_asked = ${restAsked}::bool,
      cases_since = case when cardinality(${sql.param(cases)}::text[]) > 0
        then coalesce(cases_since, clock_timestamp()) end,
      updated_at = clock_timestamp()
    where id = ${orderId} and merchant_id = ${merchantId} and version = ${version}::int
      and ${evidence.fresh ? sql`true` : isUnapplied}
    returning id, merchant_id, timeline_seq - ${changes.timeline.length}::int as seq_before
  )`;
}

function attemptPart(changes: Changes, isQuery: boolean): SQL {
  const { attempt } = changes;
  if (!attempt) return sql``;
  return sql`, attempt as (
    update attempts set
      push = ${attempt.push}, outcome = ${attempt.outcome}, reason = ${attempt.reason},
      reported_amount_kes = ${attempt.reportedAmountKes}::int, decision = ${attempt.decision},
      merchant_request_id = ${attempt.merchantRequestId},
      checkout_request_id = ${attempt.checkoutRequestId},
      pushed_at = ${instantOf(attempt.pushedAt)},
      prompt_ends_at = ${instantOf(attempt.promptEndsAt)},
      next_check_at = ${instantOf(attempt.nextCheckAt)},
      check_lease_until = ${isQuery ? sql`null` : sql`check_lease_until`},
      left_pending_at = case when ${attempt.outcome} = 'pending' then null
        else coalesce(left_pending_at, clock_timestamp()) end,
      updated_at = clock_timestamp()
    from guard
    where attempts.id = ${attempt.id} and attempts.order_id = guard.id
      and attempts.merchant_id = guard.merchant_id
  )`;
}

function decidedPart({ decided }: Changes): SQL {
  if (!decided) return sql``;
  return sql`, decided as (
    update attempts set
      outcome = ${decided.outcome}, reason = ${decided.reason}, decision = ${decided.decision},
      next_check_at = ${instantOf(decided.nextCheckAt)},
      left_pending_at = coalesce(left_pending_at, clock_timestamp()), updated_at = clock_timestamp()
    from guard
    where attempts.id = ${decided.id} and attempts.order_id = guard.id
      and attempts.merchant_id = guard.merchant_id
  )`;
}

function paymentPart(changes: Changes, isStored: boolean): SQL {
  const { payment } = changes;
  if (!payment) return sql``;
  const { attemptId, kind, amountKes, receipt, counted, late, afterFailure } = payment;
  if (isStored) {
    return sql`, payment as (
      update payments set amount_kes = ${amountKes}::int, receipt = ${receipt},
        counted = ${counted}, late = ${late}, after_failure = ${afterFailure},
        updated_at = clock_timestamp()
      from guard
      where payments.attempt_id = ${attemptId} and payments.order_id = guard.id
        and payments.merchant_id = guard.merchant_id
    )`;
  }
  return sql`, payment as (
    insert into payments
      (id, merchant_id, order_id, attempt_id, kind, amount_kes, receipt, counted, late, after_failure)
    select ${makeId("payment")}, guard.merchant_id, guard.id, ${attemptId}, ${kind},
      ${amountKes}::int, ${receipt}, ${counted}::bool, ${late}::bool, ${afterFailure}::bool
    from guard
  )`;
}

function timelinePart({ timeline }: Changes): SQL {
  if (timeline.length === 0) return sql``;
  const lines = timeline.map(
    ({ kind, attemptId, detail }, index) =>
      sql`(${index + 1}::int, ${attemptId}::text, ${kind}::text, ${JSON.stringify(detail)}::jsonb)`,
  );
  return sql`, timeline as (
    insert into timeline_events (merchant_id, order_id, seq, attempt_id, kind, detail, at)
    select guard.merchant_id, guard.id, guard.seq_before + line.n, line.attempt_id, line.kind,
      line.detail, clock_timestamp()
    from guard, (values ${sql.join(lines, sql`, `)}) as line (n, attempt_id, kind, detail)
  )`;
}

function evidencePart({ evidence: { id, fresh } }: Write): SQL {
  if (fresh === null) {
    return sql`, mark as (
      update evidence set applied_at = clock_timestamp() from guard
      where evidence.id = ${id} and evidence.order_id = guard.id
    )`;
  }
  return sql`, mark as (
    insert into evidence
      (id, merchant_id, order_id, source, kind, about_attempt_id, amount_kes, receipt, decided_by,
       decision_note, applied_at)
    select ${id}, guard.merchant_id, guard.id, 'person', ${fresh.kind}, ${fresh.aboutAttemptId},
      ${fresh.amountKes}::int, ${fresh.receipt}, ${fresh.decidedBy}, ${fresh.decisionNote},
      clock_timestamp()
    from guard
  )`;
}

/**
 * Writes everything that follows from one decision in one statement: all of it happens, or nothing.
 * Answers false when the order has moved on or the evidence is applied already. Throws 23505 when
 * another attempt took the receipt meanwhile.
 */
export async function writeChanges(db: Db, write: Write): Promise<boolean> {
  const written = await db.execute(sql`
    with ${guardPart(write)}
    ${evidencePart(write)}
    ${attemptPart(write.changes, write.evidence.isQuery)}
    ${decidedPart(write.changes)}
    ${paymentPart(write.changes, write.isPaymentStored)}
    ${timelinePart(write.changes)}
    select id from guard`);
  return written.rowCount === 1;
}
