import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { idempotencyKeys } from "@/db/schema/merchants";
import { orders, timelineEvents } from "@/db/schema/orders";
import { asMerchant } from "@/lib/merchants/as-merchant";
import { permissionsOfRole } from "@/lib/merchants/permissions";
import { makeTestMerchant, openTestRuntime } from "@/lib/merchants/fixtures/test-merchant";
import { createOrder } from "./create-order";
import { readOrder } from "./queries";

let runtime: Awaited<ReturnType<typeof openTestRuntime>>;
let merchantId: string;

beforeAll(async () => {
  runtime = await openTestRuntime();
  ({ merchantId } = await makeTestMerchant(runtime));
});
afterAll(() => runtime.close());

const create = (input: unknown, idempotencyKey?: string) =>
  createOrder(runtime, merchantId, input, { idempotencyKey });

async function created(input: unknown, idempotencyKey?: string) {
  const result = await create(input, idempotencyKey);
  if (!result.ok) throw new Error(result.reason);
  return result.order;
}

describe("createOrder", () => {
  it("stores the order with its first timeline event and answers what is read later", async () => {
    const order = await created({
      amountKes: 1_500,
      title: "  Two bags <b>of</b> unga ",
      reference: "INV-7",
      successUrl: "https://shop.example/thanks?order=7",
      cancelUrl: "https://shop.example/basket",
      expiresInSeconds: 600,
      metadata: { b: "2", a: "1\n" },
    });
    expect(order).toMatchObject({
      status: "open",
      version: 1,
      amountKes: 1_500,
      paidKes: 0,
      title: "Two bags <b>of</b> unga",
      reference: "INV-7",
      payUrl: `http://localhost:3000/pay/${order.id}`,
      metadata: { a: "1\n", b: "2" },
    });
    expect(order.accountReference).toMatch(/^[2-9A-HJ-KM-NP-TV-Z]{10}$/);
    expect(Date.parse(order.expiresAt) - Date.parse(order.createdAt)).toBe(600_000);
    const read = await readOrder(
      runtime,
      asMerchant(runtime, { merchantId, permissions: permissionsOfRole("owner") }),
      order.id,
    );
    expect(read).toEqual({ ...order, attempts: [], payments: [], flags: [] });
    const told = await runtime.db
      .select()
      .from(timelineEvents)
      .where(eq(timelineEvents.orderId, order.id));
    expect(told).toMatchObject([{ seq: 1, kind: "order_created", detail: { amountKes: 1_500 } }]);
    const [row] = await runtime.db.select().from(orders).where(eq(orders.id, order.id));
    expect(row).toMatchObject({ timelineSeq: 1, attemptCount: 0, merchantId });
    expect(row?.successUrl).toBe("https://shop.example/thanks?order=7");
    expect(row?.cancelUrl).toBe("https://shop.example/basket");
  });

  it("says so if the merchant has no active shortcode, and keeps nothing", async () => {
    const other = await makeTestMerchant(runtime, { hasShortcode: false });
    const input = { amountKes: 5, title: "Tea" };
    const result = await createOrder(runtime, other.merchantId, input, { idempotencyKey: "k" });
    expect(result).toEqual({ ok: false, reason: "no_shortcode" });
    const kept = await runtime.db
      .select()
      .from(idempotencyKeys)
      .where(eq(idempotencyKeys.merchantId, other.merchantId));
    expect(kept).toEqual([]);
  });
});

describe("an idempotency key", () => {
  it("makes one order of twenty concurrent calls, which all answer the same bytes", async () => {
    const input = { amountKes: 77, title: "Maziwa", metadata: { z: "1", a: "2" } };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => create(input, "twenty-at-once")),
    );
    const texts = new Set(answers.map((answer) => JSON.stringify(answer)));
    expect(texts.size).toBe(1);
    expect(answers[0]?.ok).toBe(true);
    const rows = await runtime.db.select().from(orders).where(eq(orders.title, "Maziwa"));
    expect(rows).toHaveLength(1);
  });

  it("ignores key order, and answers as it did first whatever became of the order", async () => {
    const first = await created({ amountKes: 5, title: "Tea", metadata: { a: "1", b: "2" } }, "k1");
    await runtime.db
      .update(orders)
      .set({ status: "cancelled", version: 3 })
      .where(eq(orders.id, first.id));
    const again = await created({ metadata: { b: "2", a: "1" }, title: "Tea", amountKes: 5 }, "k1");
    expect(again).toEqual(first);
  });

  it("refuses another body, and another merchant's key is another key", async () => {
    const first = await created({ amountKes: 5, title: "Tea" }, "k2");
    expect(await create({ amountKes: 6, title: "Tea" }, "k2")).toEqual({
      ok: false,
      reason: "idempotency_mismatch",
    });
    const other = await makeTestMerchant(runtime);
    const theirs = await createOrder(
      runtime,
      other.merchantId,
      { amountKes: 6, title: "Tea" },
      { idempotencyKey: "k2" },
    );
    expect(theirs.ok && theirs.order.id !== first.id).toBe(true);
  });

  it("keeps no errors", async () => {
    expect(await create({ amountKes: 0, title: "Tea" }, "k3")).toMatchObject({ reason: "invalid" });
    expect(await create({ amountKes: 1, title: "Tea" }, "k3")).toMatchObject({ ok: true });
  });

  it("is free again after 24 hours, for one order among concurrent calls", async () => {
    const first = await created({ amountKes: 5, title: "Tea" }, "k4");
    await runtime.db
      .update(idempotencyKeys)
      .set({ createdAt: sql`now() - interval '24 hours 1 second'` })
      .where(eq(idempotencyKeys.key, "k4"));
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => created({ amountKes: 9, title: "Later" }, "k4")),
    );
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(answers[0]?.id).not.toBe(first.id);
  });

  it.each(["", "x".repeat(256), "tab\tbed", "jambo ☕"])("must be printable: %j", async (key) => {
    expect(await create({ amountKes: 5, title: "Tea" }, key)).toMatchObject({
      reason: "invalid",
      param: "Idempotency-Key",
    });
  });
});
