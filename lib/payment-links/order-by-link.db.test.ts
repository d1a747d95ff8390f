import { randomBytes, randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { orders } from "@/db/schema/orders";
import { paymentLinkOrders, paymentLinks } from "@/db/schema/payment-links";
import { attempts } from "@/db/schema/payments";
import { makeId } from "@/lib/ids";
import { asMerchant } from "@/lib/merchants/as-merchant";
import { makeTestMerchant, openTestRuntime } from "@/lib/merchants/fixtures/test-merchant";
import { openRuntime } from "@/lib/runtime";
import { makeTestLink, memberOf } from "./fixtures/test-link";
import { orderByLink } from "./order-by-link";
import { readLink } from "./read-links";
import { readPublicLink } from "./read-public-link";
import { switchLink } from "./switch-link";

let runtime: Awaited<ReturnType<typeof openTestRuntime>>;
let other: ReturnType<typeof openRuntime>;
let merchantId: string;

beforeAll(async () => {
  runtime = await openTestRuntime();
  // A second process, as far as the database can tell.
  other = openRuntime(runtime.env);
  ({ merchantId } = await makeTestMerchant(runtime));
});
afterAll(async () => {
  await other.close();
  await runtime.close();
});

type Visit = Partial<Parameters<typeof orderByLink>[1]>;
const visit = (
  linkId: string,
  more: Visit = {},
  on: Pick<typeof runtime, "db" | "env"> = runtime,
) => orderByLink(on, { linkId, amount: "", submissionId: randomUUID(), address: null, ...more });

async function made(linkId: string, more: Visit = {}) {
  const result = await visit(linkId, more);
  if (!result.ok) throw new Error(result.reason);
  return result.orderId;
}

const ordersOf = (linkId: string) =>
  runtime.db
    .select({ id: orders.id, amountKes: orders.amountKes, title: orders.title })
    .from(paymentLinkOrders)
    .innerJoin(orders, eq(orders.id, paymentLinkOrders.orderId))
    .where(eq(paymentLinkOrders.linkId, linkId));

async function countOf(linkId: string) {
  const [row] = await runtime.db.select().from(paymentLinks).where(eq(paymentLinks.id, linkId));
  return row?.orderCount;
}

const stateOf = async (linkId: string) =>
  (await readPublicLink(runtime, linkId, { orderId: undefined }))?.state;

const setStatus = (orderId: string, status: "expired" | "cancelled" | "paid") =>
  runtime.db.update(orders).set({ status }).where(eq(orders.id, orderId));

async function addAttempt(orderId: string, outcome: "pending" | "unresolved" | "failed") {
  const [order] = await runtime.db.select().from(orders).where(eq(orders.id, orderId));
  await runtime.db.insert(attempts).values({
    id: makeId("attempt"),
    merchantId,
    orderId,
    shortcodeId: order?.shortcodeId ?? "",
    amountKes: 50,
    tokenSha256: randomBytes(32),
    outcome,
  });
}

describe("an order by a link", () => {
  it("has the link's title and amount, whatever was typed", async () => {
    const linkId = await makeTestLink(runtime, merchantId, { title: "Chakula cha mchana" });
    await made(linkId, { amount: "1" });
    expect(await ordersOf(linkId)).toMatchObject([{ amountKes: 50, title: "Chakula cha mchana" }]);
  });

  it.each([
    ["9", "amount"],
    ["101", "amount"],
    ["ten", "amount"],
    ["", "amount"],
    ["10", null],
    ["KES 100", null],
  ])("of the customer's amount: %j", async (amount, refusal) => {
    const form = { kind: "customer", min: "10", max: "100" };
    const linkId = await makeTestLink(runtime, merchantId, form);
    const result = await visit(linkId, { amount });
    expect(result.ok ? null : result.reason).toBe(refusal);
    expect(await ordersOf(linkId)).toHaveLength(refusal === null ? 1 : 0);
  });

  it("is one for one form, twenty at once, and another one for another amount", async () => {
    const form = { kind: "customer", uses: "stock", stock: "5" };
    const linkId = await makeTestLink(runtime, merchantId, form);
    const submissionId = randomUUID();
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        visit(linkId, { submissionId, amount: "70" }, n % 2 === 0 ? runtime : other),
      ),
    );
    expect(
      new Set(results.map((result) => (result.ok ? result.orderId : result.reason))).size,
    ).toBe(1);
    expect(await countOf(linkId)).toBe(1);
    await made(linkId, { submissionId, amount: "80" });
    expect((await ordersOf(linkId)).map(({ amountKes }) => amountKes).toSorted()).toEqual([70, 80]);
  });

  it("is none of an unknown link, of one that is off or over, or without a shortcode", async () => {
    expect(await visit(makeId("paymentLink"))).toEqual({ ok: false, reason: "unknown" });
    expect(await visit("lnk_nonsense")).toEqual({ ok: false, reason: "unknown" });
    const off = await makeTestLink(runtime, merchantId);
    expect(await switchLink(runtime, memberOf(merchantId), off, false)).toBe(true);
    expect([await visit(off), await stateOf(off)]).toEqual([
      { ok: false, reason: "closed" },
      "off",
    ]);
    const over = await makeTestLink(runtime, merchantId);
    await runtime.db
      .update(paymentLinks)
      .set({ expiresAt: sql`now() - interval '1 second'` })
      .where(eq(paymentLinks.id, over));
    expect([await visit(over), await stateOf(over)]).toEqual([
      { ok: false, reason: "closed" },
      "expired",
    ]);
    const bare = await makeTestMerchant(runtime, { hasShortcode: false });
    const unpayable = await makeTestLink(runtime, bare.merchantId);
    expect(await visit(unpayable)).toEqual({ ok: false, reason: "no_shortcode" });
    expect(await countOf(unpayable)).toBe(0);
  });

  it("is refused to an address that made too many, and one form counts once", async () => {
    const linkId = await makeTestLink(runtime, merchantId);
    const address = "203.0.113.9";
    const submissionId = randomUUID();
    for (let n = 0; n < 3; n += 1) await made(linkId, { address, submissionId });
    const results = await Promise.all(Array.from({ length: 62 }, () => visit(linkId, { address })));
    const refused = results.filter((result) => !result.ok);
    expect(refused).toEqual(Array.from({ length: 3 }, () => ({ ok: false, reason: "too_many" })));
    expect(await visit(linkId, { address: "203.0.113.10" })).toMatchObject({ ok: true });
  });
});

describe("the stock of a link", () => {
  it("is never exceeded by twenty at once from two pools, and each order is its own", async () => {
    const form = { kind: "customer", uses: "stock", stock: "7" };
    const linkId = await makeTestLink(runtime, merchantId, form);
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        visit(linkId, { amount: "5" }, n % 2 === 0 ? runtime : other),
      ),
    );
    const won = results.filter((result) => result.ok);
    const lost = results.filter((result) => !result.ok);
    expect(won).toHaveLength(7);
    expect(lost).toEqual(Array.from({ length: 13 }, () => ({ ok: false, reason: "closed" })));
    expect(await ordersOf(linkId)).toHaveLength(7);
    expect(await countOf(linkId)).toBe(7);
    const link = await readPublicLink(runtime, linkId, { orderId: undefined });
    expect(link?.state).toBe("taken");
    expect(Date.parse(link?.freeAgainAt ?? "")).toBeGreaterThan(Date.now() + 3_500_000);
  });

  it("gives one back for each order that is over, to one of twenty at once", async () => {
    const form = { kind: "customer", uses: "stock", stock: "3" };
    const linkId = await makeTestLink(runtime, merchantId, form);
    const held = [];
    for (let n = 0; n < 3; n += 1) held.push(await made(linkId, { amount: "5" }));
    await setStatus(held[0] ?? "", "expired");
    await setStatus(held[1] ?? "", "cancelled");
    expect(await stateOf(linkId)).toBe("open");
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        visit(linkId, { amount: "5" }, n % 2 === 0 ? runtime : other),
      ),
    );
    expect(results.filter((result) => result.ok)).toHaveLength(2);
    expect(await countOf(linkId)).toBe(5);
  });

  it.each([
    ["pending", false],
    ["unresolved", false],
    ["failed", true],
  ] as const)(
    "an expired order whose attempt is %s gives its use back: %s",
    async (outcome, isBack) => {
      const form = { kind: "customer", uses: "once" };
      const linkId = await makeTestLink(runtime, merchantId, form);
      const orderId = await made(linkId, { amount: "50" });
      await addAttempt(orderId, outcome);
      await setStatus(orderId, "expired");
      expect((await visit(linkId, { amount: "50" })).ok).toBe(isBack);
    },
  );

  it("is used up by what is paid, and late money shows in it", async () => {
    const linkId = await makeTestLink(runtime, merchantId, { kind: "customer", uses: "once" });
    const first = await made(linkId, { amount: "50" });
    await setStatus(first, "expired");
    const second = await made(linkId, { amount: "60" });
    for (const id of [first, second]) await setStatus(id, "paid");
    expect(await stateOf(linkId)).toBe("used_up");
    expect(await visit(linkId, { amount: "50" })).toEqual({ ok: false, reason: "closed" });
    expect(await readLink(asMerchant(runtime, { merchantId }), linkId)).toMatchObject({
      heldUses: 2,
      paidOrders: 2,
    });
  });
});

describe("a single-use link of a fixed amount", () => {
  it("leads everybody to its one order while that can be paid", async () => {
    const linkId = await makeTestLink(runtime, merchantId, { uses: "once" });
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, n) => visit(linkId, {}, n % 2 === 0 ? runtime : other)),
    );
    expect(
      new Set(results.map((result) => (result.ok ? result.orderId : result.reason))).size,
    ).toBe(1);
    expect(await stateOf(linkId)).toBe("open");
    const orderId = await made(linkId);
    await setStatus(orderId, "paid");
    expect(await visit(linkId)).toEqual({ ok: false, reason: "closed" });
    expect(await stateOf(linkId)).toBe("used_up");
  });
});

describe("who sees a link", () => {
  it("an order of the browser's own is shown again, nobody else's and no paid one", async () => {
    const linkId = await makeTestLink(runtime, merchantId);
    const orderId = await made(linkId);
    const read = async (id: string | undefined) =>
      (await readPublicLink(runtime, linkId, { orderId: id }))?.ownOrder ?? null;
    expect(await read(orderId)).toEqual({ orderId, amountKes: 50 });
    expect(await read(undefined)).toBeNull();
    const foreign = await made(await makeTestLink(runtime, merchantId));
    expect(await read(foreign)).toBeNull();
    await setStatus(orderId, "paid");
    expect(await read(orderId)).toBeNull();
  });

  it("another merchant neither reads nor switches it", async () => {
    const linkId = await makeTestLink(runtime, merchantId);
    const stranger = memberOf((await makeTestMerchant(runtime)).merchantId);
    expect(await readLink(asMerchant(runtime, stranger), linkId)).toBeNull();
    expect(await switchLink(runtime, stranger, linkId, false)).toBe(false);
    expect(await stateOf(linkId)).toBe("open");
  });
});

it("the table holds no link without an amount", async () => {
  const values = { id: makeId("paymentLink"), merchantId, title: "Nothing" };
  await expect(runtime.db.insert(paymentLinks).values(values)).rejects.toThrow();
});
