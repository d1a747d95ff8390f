import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeId } from "@/lib/ids";
import { createOrder } from "@/lib/orders/create-order";
import type { Runtime } from "@/lib/runtime";
import { addNote } from "./add-note";
import { asMerchant } from "./as-merchant";
import { addTestMember } from "./fixtures/test-member";
import { makeTestMerchant, openTestRuntime } from "./fixtures/test-merchant";
import { type OrderMaker, asOrderMaker } from "./order-maker";
import { permissionsOfRole } from "./permissions";
import { notesBetween } from "./read-notes";
import { readOrderPage } from "./read-order-page";

/** Notes: who may write them, that they stay as they are, and that nobody else's are seen. */

let runtime: Runtime & { close: () => Promise<void> };

beforeAll(async () => {
  runtime = await openTestRuntime();
});
afterAll(() => runtime.close());

/** A merchant with an order and a cashier. */
async function openShop() {
  const { merchantId } = await makeTestMerchant(runtime);
  const made = await createOrder(runtime, merchantId, { amountKes: 100, title: "Tea" });
  if (!made.ok) throw new Error(made.reason);
  const { userId } = await addTestMember(runtime, merchantId, "cashier");
  const member = { userId, merchantId, email: "", merchantName: "", merchants: [] };
  const maker = asOrderMaker({ ...member, role: "cashier" });
  if (!maker) throw new Error("a cashier may make orders");
  return { merchantId, maker, orderId: made.order.id };
}

const write = (maker: OrderMaker, orderId: unknown, text: unknown, submission = makeId("note")) =>
  addNote(runtime, maker, { orderId, text, submission });

async function read(shop: { merchantId: string; orderId: string }) {
  const permissions = permissionsOfRole("viewer");
  const merchant = asMerchant(runtime, { merchantId: shop.merchantId, permissions });
  return (await readOrderPage(runtime, merchant, shop.orderId))?.notes.map(({ author, text }) => [
    author,
    text,
  ]);
}

describe("a note", () => {
  it("is read by every member, with who wrote it, also after they left", async () => {
    const shop = await openShop();
    expect(await write(shop.maker, shop.orderId, " Called.\r\nComes \u0000at five. ")).toEqual({
      ok: true,
    });
    expect(await write(shop.maker, shop.orderId, "Came.")).toEqual({ ok: true });
    await runtime.db.execute(sql`delete from users where id = ${shop.maker.userId}`);
    expect(await read(shop)).toEqual([
      ["cashier", "Called.\nComes at five."],
      ["cashier", "Came."],
    ]);
  });

  it("sent twice is one", async () => {
    const shop = await openShop();
    const submission = makeId("note");
    const send = () => write(shop.maker, shop.orderId, "Once.", submission);
    expect(await Promise.all([send(), send(), send()])).toEqual([
      { ok: true },
      { ok: true },
      { ok: true },
    ]);
    expect(await read(shop)).toHaveLength(1);
    const { rows } = await runtime.db.execute(sql`
      select subject_id from audit_entries
      where merchant_id = ${shop.merchantId} and action = 'note_added'`);
    expect(rows).toEqual([{ subject_id: shop.orderId }]);
  });

  it.each([
    ["", "empty"],
    [" \n\t ", "empty"],
    [null, "empty"],
    ["x".repeat(1_001), "too_long"],
  ])("of %j is refused", async (text, reason) => {
    const shop = await openShop();
    expect(await write(shop.maker, shop.orderId, text)).toEqual({ ok: false, reason });
    expect(await read(shop)).toEqual([]);
  });

  it("may have a thousand signs, each counted once", async () => {
    const shop = await openShop();
    const text = "🙂".repeat(1_000);
    expect(await write(shop.maker, shop.orderId, text)).toEqual({ ok: true });
    expect(await read(shop)).toEqual([["cashier", text]]);
  });

  it("is not written about an order of another merchant, or of none", async () => {
    const ours = await openShop();
    const theirs = await openShop();
    for (const id of [theirs.orderId, makeId("order"), "ord_x", null]) {
      const refused = { ok: false, reason: "order_not_found" };
      expect(await write(ours.maker, id, "Mine?")).toEqual(refused);
    }
    await write(theirs.maker, theirs.orderId, "Theirs.");
    expect(await read(theirs)).toHaveLength(1);
    expect(await read({ ...ours, orderId: theirs.orderId })).toBeUndefined();
  });

  it("is one of two hundred of its order at most", async () => {
    const shop = await openShop();
    await runtime.db.execute(sql`
      insert into order_notes (id, merchant_id, order_id, author_id, author_name, text, submission)
      select 'note_' || ${shop.orderId} || n, ${shop.merchantId}, ${shop.orderId}, 'u', 'U', 'x', n::text
      from generate_series(1, 199) n`);
    expect(await write(shop.maker, shop.orderId, "The last.")).toEqual({ ok: true });
    expect(await write(shop.maker, shop.orderId, "One more.")).toEqual({
      ok: false,
      reason: "too_many_notes",
    });
  });

  it("is never changed or deleted", async () => {
    const shop = await openShop();
    await write(shop.maker, shop.orderId, "As it is.");
    for (const change of [
      sql`update order_notes set text = 'other' where order_id = ${shop.orderId}`,
      sql`delete from order_notes where order_id = ${shop.orderId}`,
    ]) {
      await expect(runtime.db.execute(change)).rejects.toMatchObject({
        cause: { code: "23000" },
      });
    }
    expect(await read(shop)).toEqual([["cashier", "As it is."]]);
  });
});

describe("notes beside a page of the timeline", () => {
  const line = (seq: number, at: string) => ({
    seq,
    at,
    kind: "callback_received" as const,
    attemptId: null,
    code: null,
    reason: null,
    amountKes: null,
    decision: null,
  });
  const notes = ["0", "1", "2", "3", "4", "5"].map((at) => ({ id: at, author: "A", text: "", at }));
  const between = (page: number | null, from: string, until: string | null) =>
    notesBetween(notes, { lines: [line(1, from)], until, page }).map(({ at }) => at);

  it("are those of its time, each on one page", () => {
    expect(between(null, "2", null)).toEqual(["0", "1", "2", "3", "4", "5"]);
    expect(between(1, "1", "3")).toEqual(["0", "1", "2"]);
    expect(between(2, "3", "5")).toEqual(["3", "4"]);
    expect(between(3, "5", null)).toEqual(["5"]);
  });
});
