import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { attempts } from "@/db/schema/payments";
import { handleAttempts } from "@/lib/http/api-attempts";
import { handleOrder } from "@/lib/http/api-order";
import { handleCallback } from "@/lib/http/callback";
import { makeId } from "@/lib/ids";
import { createOrder } from "@/lib/orders/create-order";
import { checkInvariants } from "@/lib/payments/check-invariants";
import type { Runtime } from "@/lib/runtime";
import { fakeDaraja, paidCallback } from "./fixtures/fake-daraja";
import { NO_FILTER } from "./no-filter";
import { makeTestMerchant, openTestRuntime } from "./fixtures/test-merchant";
import { asMerchant } from "./as-merchant";
import { readPlace } from "./keyset";
import { listBrokenRules } from "./list-broken-rules";
import { listOrderRows } from "./list-orders";
import { listPayments } from "./list-payments";
import type { PaymentFilter, Role } from "./model";
import { permissionsOfRole } from "./permissions";
import { readOrderPage } from "./read-order-page";

let opened: Awaited<ReturnType<typeof openTestRuntime>>;
let runtime: Runtime;
const daraja = fakeDaraja();

beforeAll(async () => {
  opened = await openTestRuntime();
  runtime = { ...opened, fetch: daraja.fetch };
});
afterAll(() => opened.close());

type Shop = { merchantId: string; apiKey: string };

const readsOf = ({ merchantId }: Shop, role: Role = "owner") =>
  asMerchant(runtime, { merchantId, permissions: permissionsOfRole(role) });

async function order({ merchantId }: Shop, title = "Tea"): Promise<string> {
  const result = await createOrder(runtime, merchantId, { amountKes: 100, title });
  if (!result.ok) throw new Error(result.reason);
  return result.order.id;
}

async function startPush({ apiKey }: Shop, orderId: string, phoneNumber: string) {
  const request = new Request("http://localhost/", {
    method: "POST",
    headers: { authorization: `Bearer ${apiKey}` },
    body: JSON.stringify({ phoneNumber }),
  });
  const response = await handleAttempts(runtime, request, orderId);
  return { status: response.status, body: z.looseObject({}).parse(await response.json()) };
}

async function receive(push: number, body: string) {
  const token = daraja.callbackUrls[push - 1]?.split("/").at(-1) ?? "";
  const request = new Request("http://localhost/", { method: "POST", body });
  expect((await handleCallback(runtime, request, token)).status).toBe(200);
}

const fromStart = { before: null, after: null };
const everything = { place: fromStart, filter: NO_FILTER };
const payments = (shop: Shop, place = fromStart, filter: PaymentFilter | null = null) =>
  listPayments(runtime, readsOf(shop), { place, filter: { ...NO_FILTER, status: filter } });

describe("one payment, from the API to the dashboard", () => {
  it("is shown with phone masked, receipt whole, timeline and raw evidence", async () => {
    const shop = await makeTestMerchant(runtime);
    const orderId = await order(shop);
    const { status, body } = await startPush(shop, orderId, "0708 374 149");
    const push = daraja.callbackUrls.length;
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.stringMatching(/^att_/) as string,
      push: "accepted",
      outcome: "pending",
      reason: null,
      amountKes: 100,
      phoneNumber: "254708374149",
      createdAt: expect.stringMatching(/Z$/) as string,
    });
    expect((await payments(shop)).rows).toMatchObject([
      { state: "waiting", maskedPhone: "0708 ••• 149", receipt: null, receivedKes: null },
    ]);
    expect(await startPush(shop, orderId, "0712345678")).toMatchObject({
      status: 409,
      body: { error: { code: "attempt_in_progress", attemptId: body["id"] } },
    });

    await receive(push, "<html>254708374149</html>");
    await receive(push, JSON.stringify(paidCallback(push, 100, "NLJ7RT61SV")));

    const [row] = (await payments(shop)).rows;
    expect(row).toMatchObject({ state: "succeeded", receipt: "NLJ7RT61SV", receivedKes: 100 });
    const page = await readOrderPage(runtime, readsOf(shop), orderId);
    expect(page).toMatchObject({
      status: "paid",
      paidKes: 100,
      attemptCount: 1,
      payments: [{ amountKes: 100, receipt: "NLJ7RT61SV", counted: true, late: false }],
    });
    expect(page?.timeline.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(["order_created", "payment_received", "order_paid"]),
    );
    expect(page?.timeline.map(({ seq }) => seq)).toEqual(page?.timeline.map((_, n) => n + 1));
    const callbacks = page?.evidence?.filter(({ source }) => source === "callback");
    expect(callbacks).toMatchObject([
      { kind: "callback_unreadable", raw: "<html>0708 ••• 149</html>" },
      { kind: "callback_success", receipt: "NLJ7RT61SV", amountKes: 100 },
    ]);
    expect(JSON.stringify(page)).not.toMatch(/708374149|ws_CO_1912/);

    const asCashier = await readOrderPage(runtime, readsOf(shop, "cashier"), orderId);
    expect(asCashier).toMatchObject({ payments: [{ receipt: "NLJ7RT61SV" }], evidence: null });
    const asViewer = await readOrderPage(runtime, readsOf(shop, "viewer"), orderId);
    expect(asViewer).toMatchObject({
      payments: [{ receipt: "••••61SV" }],
      attempts: [{ receipt: "••••61SV" }],
      evidence: null,
    });
    expect(JSON.stringify(asViewer)).not.toContain("NLJ7RT61SV");
  });

  it("answers the API with the public version, which rises when the prompt has ended", async () => {
    const shop = await makeTestMerchant(runtime);
    const orderId = await order(shop);
    await startPush(shop, orderId, "0711000001");
    const read = async () => {
      const headers = { authorization: `Bearer ${shop.apiKey}` };
      const response = await handleOrder(
        runtime,
        new Request("http://localhost/", { headers }),
        orderId,
      );
      return z.looseObject({ version: z.int() }).parse(await response.json()).version;
    };
    const before = await read();
    await runtime.db
      .update(attempts)
      .set({ promptEndsAt: sql`clock_timestamp() - interval '1 second'` })
      .where(eq(attempts.orderId, orderId));
    expect(await read()).toBe(before + 1);
    expect((await payments(shop)).rows).toMatchObject([{ state: "checking" }]);
  });

  it("forgets the phone and the raw bodies once the payer was erased", async () => {
    const shop = await makeTestMerchant(runtime);
    const orderId = await order(shop);
    await startPush(shop, orderId, "0711000002");
    await runtime.db
      .update(attempts)
      .set({ dataKeySealed: null, msisdnSealed: null })
      .where(eq(attempts.orderId, orderId));
    const page = await readOrderPage(runtime, readsOf(shop), orderId);
    expect(page?.attempts).toMatchObject([{ maskedPhone: null }]);
    expect(page?.evidence?.every(({ raw }) => raw === null)).toBe(true);
  });
});

describe("a flood of callbacks about other pushes", () => {
  const strangers = (orderId: string, name: string) =>
    runtime.db.execute(sql`
    with stranger as (
      select a.*, n from attempts a, generate_series(1, 700) as n where a.order_id = ${orderId}
    ), told as (
      insert into timeline_events (merchant_id, order_id, seq, kind)
      select s.merchant_id, s.order_id, o.timeline_seq + s.n, 'callback_received'
      from stranger s join orders o on o.id = s.order_id
    ), moved as (
      update orders set timeline_seq = timeline_seq + 700 where id = ${orderId}
    )
    insert into evidence (id, merchant_id, order_id, attempt_id, source, kind,
      checkout_request_id, raw_sha256, applied_at)
    select ${name} || s.n, s.merchant_id, s.order_id, s.id, 'callback', 'callback_success',
      'ws_CO_' || s.n, sha256(convert_to(${name} || s.n::text, 'UTF8')), clock_timestamp()
    from stranger s`);

  it("pushes neither the money nor what came of it off the order's page", async () => {
    const shop = await makeTestMerchant(runtime);
    const orderId = await order(shop);
    await startPush(shop, orderId, "0711000009");
    const push = daraja.callbackUrls.length;
    await strangers(orderId, "before");
    await receive(push, JSON.stringify(paidCallback(push, 100, "NLJ7RT6FLD")));
    await strangers(orderId, "after");
    const page = await readOrderPage(runtime, readsOf(shop), orderId);
    expect(page?.evidence?.map(({ receipt }) => receipt)).toContain("NLJ7RT6FLD");
    expect(page?.evidence?.length).toBeLessThan(210);
    expect(page?.timeline.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(["order_created", "payment_received", "order_paid"]),
    );
    expect(page?.timeline.length).toBeLessThan(410);
    expect(page?.timelinePart).toMatchObject({ page: null, pages: 8 });

    // What is cut there is said, and reached page by page: every line and piece once.
    const { total, pages } = page?.timelinePart ?? { total: 0, pages: 0 };
    const pieces = page?.evidencePart;
    const seqs: number[] = [];
    const ids = new Set<string>();
    for (let n = 1; n <= pages; n += 1) {
      const parts = { timeline: n, evidence: n };
      const part = await readOrderPage(runtime, readsOf(shop), orderId, parts);
      expect(part?.timelinePart.page).toBe(n);
      seqs.push(...(part?.timeline.map(({ seq }) => seq) ?? []));
      for (const { id } of part?.evidence ?? []) ids.add(id);
    }
    expect(seqs).toEqual(Array.from({ length: total }, (_, n) => n + 1));
    expect(ids.size).toBe(pieces?.total);
    const beyond = { timeline: pages + 5, evidence: null };
    const last = await readOrderPage(runtime, readsOf(shop), orderId, beyond);
    expect(last?.timeline.at(-1)?.seq).toBe(total);
  });
});

describe("another merchant's data", () => {
  it("is nowhere to be seen", async () => {
    const ours = await makeTestMerchant(runtime);
    const theirs = await makeTestMerchant(runtime);
    const foreign = await order(theirs);
    await startPush(theirs, foreign, "0711000003");
    const merchant = readsOf(ours);
    expect((await payments(ours)).rows).toEqual([]);
    expect((await listOrderRows(runtime, merchant, everything)).rows).toEqual([]);
    await runtime.db.execute(sql`update orders set paid_kes = 1 where id = ${foreign}`);
    expect(await checkInvariants(runtime)).toBeGreaterThan(0);
    expect(await listBrokenRules(merchant)).toEqual([]);
    expect(await listBrokenRules(readsOf(theirs))).toEqual([
      { name: "paid_is_counted_sum", orders: 1, exampleOrderId: foreign },
      { name: "status_follows_sum", orders: 1, exampleOrderId: foreign },
    ]);
    for (const id of [foreign, makeId("order"), "ord_x", "\0"]) {
      expect(await readOrderPage(runtime, merchant, id)).toBeNull();
    }
  });
});

describe("paging", () => {
  it("goes down and up again through every order once", async () => {
    const shop = await makeTestMerchant(runtime);
    const made: string[] = [];
    for (let n = 1; n <= 60; n += 1) made.unshift(await order(shop, `Order ${n}`));
    const read = (query: { before?: string; after?: string }) =>
      listOrderRows(runtime, readsOf(shop), {
        place: readPlace("order", query),
        filter: NO_FILTER,
      });
    const first = await read({});
    const second = await read({ before: first.older ?? "" });
    const third = await read({ before: second.older ?? "" });
    const down = [first, second, third].flatMap(({ rows }) => rows.map(({ orderId }) => orderId));
    expect(down).toEqual(made);
    expect([first.newer, third.older]).toEqual([null, null]);
    expect(await read({ after: third.newer ?? "" })).toEqual({
      ...second,
      newer: second.newer,
      older: second.older,
    });
    expect(await read({ after: second.newer ?? "" })).toEqual(first);
    for (const junk of ["", "x", "b3JkX3g", "'; drop table orders"]) {
      expect(await read({ before: junk, after: junk })).toEqual(first);
    }
  });

  it("narrows the payments to a kind", async () => {
    const shop = await makeTestMerchant(runtime);
    await startPush(shop, await order(shop), "0711000004");
    expect((await payments(shop, fromStart, "open")).rows).toHaveLength(1);
    expect((await payments(shop, fromStart, "paid")).rows).toEqual([]);
  });
});
