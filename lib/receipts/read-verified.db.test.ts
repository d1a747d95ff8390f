import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeId } from "@/lib/ids";
import { newReceipt, successBody } from "@/lib/payments/fixtures/callback-bodies";
import { idsOf } from "@/lib/payments/fixtures/fake-daraja";
import { openTestShop, type TestShop } from "@/lib/payments/fixtures/test-shop";
import { readVerified } from "./read-verified";
import { makeVerifyCode } from "./verify-code";

let shop: TestShop;

beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop.close());

async function paidOrder() {
  const orderId = await shop.makeOrder();
  const { call } = await shop.startedPush(orderId, { phoneNumber: "0712 345 678" });
  const receipt = newReceipt();
  await shop.callBack(call, successBody(idsOf(call.callbackToken), { amountKes: 100, receipt }));
  return { orderId, receipt, code: makeVerifyCode(shop.env.APP_SECRET, orderId) };
}

const read = (code: string) => readVerified(shop.runtime, code);

describe("what a receipt's code tells", () => {
  it("is that the order is paid, with the last four of the receipt and nothing of the payer", async () => {
    const { orderId, receipt, code } = await paidOrder();
    const verified = await read(code);
    expect(verified).toMatchObject({
      verdict: "paid",
      merchantName: "Duka",
      amountKes: 100,
      paidKes: 100,
      receipts: [{ amountKes: 100, receipt: `••••${receipt.slice(-4)}` }],
    });
    const told = JSON.stringify(verified);
    for (const secret of [receipt, orderId, orderId.slice(4), "712345678", "712 345 678", "0712"]) {
      expect(told).not.toContain(secret);
    }
  });

  it("is that nothing is paid while nothing is", async () => {
    const orderId = await shop.makeOrder();
    const verified = await read(makeVerifyCode(shop.env.APP_SECRET, orderId));
    expect(verified).toMatchObject({ verdict: "unpaid", paidKes: 0, receipts: [] });
    expect(verified?.environment).toBe("simulator");
  });

  it("is read from the rows as they are: an order that is paid no more says so", async () => {
    const { orderId, code } = await paidOrder();
    await shop.witness`update payments set counted = false where order_id = ${orderId}`;
    await shop.witness`update orders set status = 'open', paid_kes = 0 where id = ${orderId}`;
    expect(await read(code)).toMatchObject({ verdict: "unpaid", paidKes: 0, receipts: [] });
    await shop.witness`update orders set status = 'underpaid', paid_kes = 40 where id = ${orderId}`;
    expect(await read(code)).toMatchObject({ verdict: "partly", paidKes: 40 });
    await shop.witness`update shortcodes set environment = 'live' where id =
      (select shortcode_id from orders where id = ${orderId})`;
    expect(await read(code)).toMatchObject({ environment: "live" });
    await shop.witness`update orders set status = 'overpaid', paid_kes = 200 where id = ${orderId}`;
    expect(await read(code)).toMatchObject({ verdict: "paid", paidKes: 200 });
  });

  it("shows a receipt that is still on its way as none", async () => {
    const { orderId, code } = await paidOrder();
    await shop.witness`update payments set receipt = null where order_id = ${orderId}`;
    expect(await read(code)).toMatchObject({ verdict: "paid", receipts: [{ receipt: null }] });
  });

  it("is nothing for an order that is not there, and for codes that nobody made", async () => {
    expect(await read(makeVerifyCode(shop.env.APP_SECRET, makeId("order")))).toBeNull();
    expect(await read("x".repeat(43))).toBeNull();
  });

  it("is nothing for a forged code without a look at the database", async () => {
    const { code } = await paidOrder();
    const forged = `${code.startsWith("A") ? "B" : "A"}${code.slice(1)}`;
    const noDatabase = new Proxy(shop.runtime.db, {
      get: () => {
        throw new Error("the database was asked");
      },
    });
    const runtime = { ...shop.runtime, db: noDatabase };
    expect(await readVerified(runtime, forged)).toBeNull();
    await expect(readVerified(runtime, code)).rejects.toThrow("the database was asked");
  });
});
