import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeId } from "@/lib/ids";
import { readCheckout } from "./checkout";
import { newReceipt, successBody } from "./fixtures/callback-bodies";
import { idsOf } from "./fixtures/fake-daraja";
import { openTestShop, type TestShop } from "./fixtures/test-shop";
import { orderCookieValue } from "./order-cookie";

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
  return { orderId, receipt };
}

describe("what the customer's page is told of a paid order", () => {
  it("is the whole receipt and the masked phone in the browser that holds its cookie", async () => {
    const { orderId, receipt } = await paidOrder();
    const view = await readCheckout(shop.runtime, orderId, {
      cookie: orderCookieValue(shop.env, orderId),
    });
    expect(view?.receipts).toMatchObject([{ amountKes: 100, receipt, isMasked: false }]);
    expect(view?.promptedPhone).toBe("0712 ••• 678");
  });

  it.each([
    ["without its cookie", () => undefined],
    ["with an empty cookie", () => ""],
    ["with another order's cookie", () => orderCookieValue(shop.env, makeId("order"))],
    [
      "with a cookie of another instance",
      (orderId: string) => orderCookieValue({ APP_SECRET: Buffer.alloc(32) }, orderId),
    ],
  ])("is the last four of the receipt and no phone in a browser %s", async (_name, cookie) => {
    const { orderId, receipt } = await paidOrder();
    const view = await readCheckout(shop.runtime, orderId, { cookie: cookie(orderId) });
    expect(view?.receipts).toMatchObject([
      { amountKes: 100, receipt: `••••${receipt.slice(-4)}`, isMasked: true },
    ]);
    expect(view?.promptedPhone).toBeNull();
    expect(JSON.stringify(view)).not.toContain(receipt);
  });
});
