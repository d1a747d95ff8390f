import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listAudit } from "@/lib/audit/list-audit";
import { readAuditFilter } from "@/lib/audit/read-audit-filter";
import { makeId } from "@/lib/ids";
import { nairobiDayOf } from "@/lib/nairobi-day";
import { createOrder } from "@/lib/orders/create-order";
import { listOrders, readAttempt, readOrder } from "@/lib/orders/queries";
import { makeTestLink } from "@/lib/payment-links/fixtures/test-link";
import { listLinks, readLink } from "@/lib/payment-links/read-links";
import { readOwnShortcodes } from "@/lib/shortcodes/read-own-shortcodes";
import type { MerchantReads } from "./as-merchant";
import { exportPayments } from "./export-rows";
import { NO_FILTER } from "./no-filter";
import { addTestMember } from "./fixtures/test-member";
import { makeTestMerchant, openTestRuntime } from "./fixtures/test-merchant";
import { listBrokenRules } from "./list-broken-rules";
import { listOrderRows } from "./list-orders";
import { listPayments } from "./list-payments";
import { listWaiting } from "@/lib/cases/list-waiting";
import { permissionsOfRole } from "./permissions";
import { readDailyMail } from "./read-daily-mail";
import { readDay } from "./read-day";
import { readNotes } from "./read-notes";
import { readOrderPage } from "./read-order-page";
import { setDailyMail } from "./set-daily-mail";

/**
 * Policies are the second net (db/merchant-role.db.test.ts); this tries the first without it: every
 * reading, run as the role that sees all merchants, must ask for its own merchant's rows by itself.
 */

let runtime: Awaited<ReturnType<typeof openTestRuntime>>;
let ours: MerchantReads;
let theirs: MerchantReads;
let foreign: { orderId: string; attemptId: string; linkId: string; readerId: string };

const withoutPolicies = (merchantId: string): MerchantReads => ({
  merchantId,
  permissions: permissionsOfRole("owner"),
  read: (reading) => reading(runtime.db),
});

/** An order that was tried once, by hand: paid, and with a broken rule. */
async function fill(merchantId: string) {
  const made = await createOrder(runtime, merchantId, { amountKes: 100, title: "Tea" });
  if (!made.ok) throw new Error(made.reason);
  const orderId = made.order.id;
  const attemptId = makeId("attempt");
  await runtime.db.execute(sql`
    insert into attempts (id, merchant_id, order_id, shortcode_id, amount_kes, token_sha256, outcome)
    select ${attemptId}, merchant_id, id, shortcode_id, 100, '', 'succeeded' from orders where id = ${orderId}`);
  await runtime.db.execute(sql`
    insert into payments (id, merchant_id, order_id, attempt_id, kind, amount_kes, receipt, counted, late, after_failure)
    values (${makeId("payment")}, ${merchantId}, ${orderId}, ${attemptId}, 'stk', 100, 'NLJ7RT61SV', true, false, false)`);
  await runtime.db.execute(sql`
    update orders set cases = '{late}', cases_since = now() where id = ${orderId}`);
  await runtime.db.execute(sql`
    insert into invariant_offenders (name, merchant_id, order_id, what)
    values ('paid_is_counted_sum', ${merchantId}, ${orderId}, 'paid_kes is 0')`);
  await runtime.db.execute(sql`
    insert into shortcode_checks (id, merchant_id, shortcode_id, kind, order_id, checked_by)
    select ${makeId("shortcodeCheck")}, merchant_id, shortcode_id, 'push', id, 'nobody'
    from orders where id = ${orderId}`);
  await runtime.db.execute(sql`
    insert into order_notes (id, merchant_id, order_id, author_id, author_name, text, submission)
    values (${makeId("note")}, ${merchantId}, ${orderId}, 'u', 'U', ${`about ${orderId}`}, 's')`);
  const { userId: readerId } = await addTestMember(runtime, merchantId, "owner");
  await setDailyMail(runtime, { merchantId, userId: readerId }, "en");
  return { orderId, attemptId, readerId, linkId: await makeTestLink(runtime, merchantId) };
}

beforeAll(async () => {
  runtime = await openTestRuntime();
  ours = withoutPolicies((await makeTestMerchant(runtime)).merchantId);
  theirs = withoutPolicies((await makeTestMerchant(runtime)).merchantId);
  foreign = await fill(theirs.merchantId);
});
afterAll(() => runtime.close());

const everything = { place: { before: null, after: null }, filter: NO_FILTER };

const searching = { ...everything, filter: { ...NO_FILTER, search: "NLJ7RT61SV" } };

/** One line for each reading: what it answers about the one order in the database. */
const READINGS: Record<string, (reads: MerchantReads) => Promise<unknown>> = {
  readOrder: (reads) => readOrder(runtime, reads, foreign.orderId),
  readAttempt: (reads) => readAttempt(runtime, reads, foreign.attemptId),
  listOrders: async (reads) => (await listOrders(runtime, reads, { limit: 10 }))?.data,
  readOrderPage: (reads) => readOrderPage(runtime, reads, foreign.orderId),
  readNotes: ({ merchantId, read }) =>
    read((db) => readNotes(db, { merchantId, orderId: foreign.orderId })),
  readDailyMail: async (reads) => {
    const language = await readDailyMail(reads, foreign.readerId);
    return language === null ? null : `${language} about ${foreign.orderId}`;
  },
  listLinks: async (reads) => (await listLinks(reads, everything.place)).rows,
  readLink: (reads) => readLink(reads, foreign.linkId),
  listOrderRows: async (reads) => (await listOrderRows(runtime, reads, everything)).rows,
  listPayments: async (reads) => (await listPayments(runtime, reads, everything)).rows,
  searching: async (reads) => (await listPayments(runtime, reads, searching)).rows,
  exportPayments: async (reads) => {
    const rows: unknown[] = [];
    for await (const batch of exportPayments(runtime, reads, NO_FILTER)) rows.push(...batch);
    return rows;
  },
  listWaiting: async (reads) => (await listWaiting(reads, { place: null, kind: null })).rows,
  readDay: async (reads) => (await readDay(reads, nairobiDayOf(new Date()))).payments,
  readOwnShortcodes: async (reads) =>
    (await readOwnShortcodes(runtime, reads))?.rows.flatMap(({ push }) => push ?? []),
  listBrokenRules: (reads) => listBrokenRules(reads),
  listAudit: async (reads) => (await listAudit(reads, readAuditFilter({})))?.rows,
};

describe("without policies, another merchant's rows", () => {
  it.each(Object.entries(READINGS))("are not what %s asks for", async (_name, read) => {
    expect(JSON.stringify(await read(theirs))).toMatch(/ord_|att_|lnk_/);
    expect((await read(ours)) ?? []).toEqual([]);
  });
});
