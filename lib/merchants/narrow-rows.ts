import { and, eq, gte, inArray, lt, lte, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { orders } from "@/db/schema/orders";
import { attempts } from "@/db/schema/payments";
import { addDays, startOfNairobiDay } from "@/lib/nairobi-day";
import type { OrderStatus, Outcome } from "@/lib/payments/model";
import type { Matches } from "./find-matches";
import type { Place } from "./keyset";
import type { ListFilter, PaymentFilter } from "./model";

const OUTCOMES_OF: Record<PaymentFilter, Outcome[]> = {
  paid: ["succeeded"],
  open: ["pending", "unresolved"],
  failed: ["failed"],
  review: ["review"],
};

/** Which attempts of a merchant, joined with their orders, a filter lets through. */
export function narrowAttempts(
  merchantId: string,
  filter: ListFilter<PaymentFilter>,
  matches: Matches | null,
): SQL | undefined {
  const { status } = filter;
  return and(
    eq(attempts.merchantId, merchantId),
    status === null ? undefined : inArray(attempts.outcome, OUTCOMES_OF[status]),
    narrow(attempts, filter),
    matches === null ? undefined : isMatchedAttempt(matches),
  );
}

/** Which orders of a merchant a filter lets through. */
export function narrowOrders(
  merchantId: string,
  filter: ListFilter<OrderStatus>,
  matches: Matches | null,
): SQL | undefined {
  const { status } = filter;
  return and(
    eq(orders.merchantId, merchantId),
    status === null ? undefined : eq(orders.status, status),
    narrow(orders, filter),
    matches === null
      ? undefined
      : isOneOf(
          orders.id,
          matches.found.map(({ orderId }) => orderId),
        ),
  );
}

type ListedTable = typeof attempts | typeof orders;

/** The conditions that both lists have. */
function narrow(table: ListedTable, filter: ListFilter): SQL | undefined {
  const { flag, fromDay, toDay, minKes, maxKes, shortcodeId } = filter;
  return and(
    // Said twice: the first part is the condition of an index, and few orders have any flag.
    flag === null ? undefined : sql`${orders.flags} <> '{}'::text[]`,
    flag === null ? undefined : sql`${orders.flags} @> array[${flag}]::text[]`,
    fromDay === null ? undefined : gte(table.createdAt, startOfNairobiDay(fromDay)),
    toDay === null ? undefined : lt(table.createdAt, startOfNairobiDay(addDays(toDay, 1))),
    minKes === null ? undefined : gte(table.amountKes, minKes),
    maxKes === null ? undefined : lte(table.amountKes, maxKes),
    shortcodeId === null ? undefined : eq(table.shortcodeId, shortcodeId),
  );
}

function isMatchedAttempt({ found }: Matches): SQL {
  const whole = found.flatMap(({ orderId, attemptId }) => (attemptId === null ? [orderId] : []));
  const single = found.flatMap(({ attemptId }) => attemptId ?? []);
  return sql`(${isOneOf(attempts.orderId, whole)} or ${isOneOf(attempts.id, single)})`;
}

/** One parameter, however many ids. */
const isOneOf = (column: AnyPgColumn, ids: string[]) =>
  sql`${column} = any(${sql.param(ids)}::text[])`;

/**
 * The rows of a list on one side of a place. None where the row of the cursor is not this
 * merchant's.
 */
export function fromPlace(
  table: ListedTable,
  merchantId: string,
  { before, after }: Place,
): SQL | undefined {
  const row = sql`(${table.createdAt}, ${table.id})`;
  const cursor = (id: string) => sql`(
    select created_at, id from ${table} where merchant_id = ${merchantId} and id = ${id})`;
  return and(
    before === null ? undefined : sql`${row} < ${cursor(before)}`,
    after === null ? undefined : sql`${row} > ${cursor(after)}`,
  );
}
