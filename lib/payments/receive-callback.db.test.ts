import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newReceipt, successBody } from "./fixtures/callback-bodies";
import { idsOf } from "./fixtures/fake-daraja";
import { brokenRules, openTestShop, type TestShop } from "./fixtures/test-shop";

let shop: TestShop;

beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop.close());

describe("rule 10: a right token with the ids", () => {
  it("of another order's push pay neither order", async () => {
    const merchant = await shop.makeMerchant();
    const mine = await shop.makeOrder({ merchant });
    const theirs = await shop.makeOrder({ merchant });
    const { call } = await shop.startedPush(mine);
    const other = await shop.startedPush(theirs);
    const body = successBody(idsOf(other.call.callbackToken), {
      amountKes: 100,
      receipt: newReceipt(),
    });
    expect((await shop.callBack(call, body)).status).toBe(200);
    expect(await shop.readOrder(mine)).toMatchObject({
      status: "open",
      paid_kes: 0,
      flags: ["needs_review"],
    });
    expect(await shop.readOrder(theirs)).toMatchObject({ status: "open", paid_kes: 0, flags: [] });
    for (const orderId of [mine, theirs]) {
      expect(await shop.readPayments(orderId)).toEqual([]);
      expect(await brokenRules(shop, orderId)).toEqual([]);
    }
  });
});
