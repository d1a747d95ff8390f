import { asMerchant, type MerchantReads } from "@/lib/merchants/as-merchant";
import { readPlace } from "@/lib/merchants/keyset";
import { listOrderRows } from "@/lib/merchants/list-orders";
import { NO_FILTER } from "@/lib/merchants/no-filter";
import { countWaiting } from "@/lib/cases/count-waiting";
import { listWaiting } from "@/lib/cases/list-waiting";
import { listPayments } from "@/lib/merchants/list-payments";
import { readOrderPage } from "@/lib/merchants/read-order-page";
import { encodeCursor } from "@/lib/orders/cursor";
import { listOrders } from "@/lib/orders/queries";
import type { Runtime } from "@/lib/runtime";
import { readHome } from "@/lib/takings/read-home";
import { readSpeed } from "@/lib/takings/read-speed";
import { readWaiting } from "@/lib/takings/read-waiting";

/** An order somewhere in a merchant's history, with its attempt. */
export type Sample = { merchantId: string; orderId: string; attemptId: string };

type Asked = { runtime: Runtime; reads: MerchantReads; sample: Sample };

export type Query = {
  name: string;
  /** Which goal it has: a list or an exact search, or a chart. */
  kind: "list" | "chart";
  ask: (asked: Asked) => Promise<unknown>;
};

const START = readPlace("order", {});

const list = (name: string, ask: Query["ask"]): Query => ({ name, kind: "list", ask });
const chart = (name: string, ask: Query["ask"]): Query => ({ name, kind: "chart", ask });

/** What the dashboard and the API ask the database, by the product's own functions: a line a query. */
export const QUERIES: readonly Query[] = [
  list("what waits for a person", ({ reads }) => listWaiting(reads, { place: null, kind: null })),
  list("how much waits", ({ reads }) => countWaiting(reads)),
  list("payments, newest", ({ runtime, reads }) =>
    listPayments(runtime, reads, { place: START, filter: NO_FILTER }),
  ),
  list("payments, anywhere", ({ runtime, reads, sample }) => {
    const place = readPlace("attempt", { before: encodeCursor(sample.attemptId) });
    return listPayments(runtime, reads, { place, filter: NO_FILTER });
  }),
  list("payments, going up", ({ runtime, reads, sample }) => {
    const place = readPlace("attempt", { after: encodeCursor(sample.attemptId) });
    return listPayments(runtime, reads, { place, filter: NO_FILTER });
  }),
  list("payments, failed", ({ runtime, reads }) =>
    listPayments(runtime, reads, { place: START, filter: { ...NO_FILTER, status: "failed" } }),
  ),
  list("payments, open", ({ runtime, reads }) =>
    listPayments(runtime, reads, { place: START, filter: { ...NO_FILTER, status: "open" } }),
  ),
  list("payments, review", ({ runtime, reads }) =>
    listPayments(runtime, reads, { place: START, filter: { ...NO_FILTER, status: "review" } }),
  ),
  list("payments, by an order's id", ({ runtime, reads, sample }) => {
    const filter = { ...NO_FILTER, search: sample.orderId };
    return listPayments(runtime, reads, { place: START, filter });
  }),
  list("payments, by a receipt that is none", ({ runtime, reads }) => {
    const filter = { ...NO_FILTER, search: "ZZZ0000000" };
    return listPayments(runtime, reads, { place: START, filter });
  }),
  list("orders, newest", ({ runtime, reads }) =>
    listOrderRows(runtime, reads, { place: START, filter: NO_FILTER }),
  ),
  list("orders, anywhere", ({ runtime, reads, sample }) => {
    const place = readPlace("order", { before: encodeCursor(sample.orderId) });
    return listOrderRows(runtime, reads, { place, filter: NO_FILTER });
  }),
  list("one order with its evidence", ({ runtime, reads, sample }) =>
    readOrderPage(runtime, reads, sample.orderId),
  ),
  list("API: orders", ({ runtime, reads }) => listOrders(runtime, reads, { limit: 100 })),
  chart("the whole home page", ({ reads }) => readHome(reads)),
  chart("how M-PESA answers", ({ reads }) => reads.read((db) => readSpeed(db, reads.merchantId))),
  chart("what needs a person", ({ reads }) =>
    reads.read((db) => readWaiting(db, reads.merchantId)),
  ),
];

/** Asks as the merchant of the sample. */
export const ask = (runtime: Runtime, query: Query, sample: Sample): Promise<unknown> =>
  query.ask({ runtime, reads: asMerchant(runtime, sample), sample });
