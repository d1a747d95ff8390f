import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { makeId } from "@/lib/ids";
import { cancelOrder } from "./cancel-order";
import { failureBody, newReceipt, successBody } from "./fixtures/callback-bodies";
import { accepted, idsOf } from "./fixtures/fake-daraja";
import { openTestShop, type TestShop } from "./fixtures/test-shop";
import { sweep } from "./sweep";

let shop: TestShop;
let merchant: Awaited<ReturnType<TestShop["makeMerchant"]>>;

beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop.close());
beforeEach(async () => {
  shop.daraja.push = accepted;
  merchant = await shop.makeMerchant();
});

async function prompted() {
  const orderId = await shop.makeOrder({ merchant });
  return { orderId, ...(await shop.startedPush(orderId)) };
}

const cancel = (orderId: string) => cancelOrder(shop.runtime, merchant.merchantId, orderId);
const refusal = { ok: false, reason: "attempt_in_progress" };

describe("an order is not cancelled", () => {
  it("while an attempt is pending", async () => {
    const { orderId } = await prompted();
    expect(await cancel(orderId)).toEqual(refusal);
    expect(await shop.readOrder(orderId)).toMatchObject({ status: "open" });
  });

  it("while an attempt is unresolved", async () => {
    const { orderId } = await prompted();
    await shop.age(orderId, 301);
    await sweep(shop.runtime, orderId);
    expect(await shop.readAttempt(orderId)).toMatchObject({ outcome: "unresolved" });
    expect(await cancel(orderId)).toEqual(refusal);
    expect(await shop.readOrder(orderId)).toMatchObject({ status: "open" });
  });

  it("once money came", async () => {
    const { orderId, call } = await prompted();
    const paid = { amountKes: 100, receipt: newReceipt() };
    await shop.callBack(call, successBody(idsOf(call.callbackToken), paid));
    expect(await cancel(orderId)).toEqual({ ok: false, reason: "order_not_payable" });
  });

  it("by another merchant", async () => {
    const orderId = await shop.makeOrder({ merchant });
    const foreign = await cancelOrder(shop.runtime, makeId("merchant"), orderId);
    expect(foreign).toEqual({ ok: false, reason: "order_not_found" });
    expect(await shop.readOrder(orderId)).toMatchObject({ status: "open" });
  });
});

it("an order whose attempts all failed is cancelled, and once is enough", async () => {
  const { orderId, call } = await prompted();
  await shop.callBack(call, failureBody(idsOf(call.callbackToken)));
  expect(await cancel(orderId)).toEqual({ ok: true, isNew: true });
  const before = await shop.readOrder(orderId);
  expect(await cancel(orderId)).toEqual({ ok: true, isNew: false });
  expect(await shop.readOrder(orderId)).toEqual(before);
});
