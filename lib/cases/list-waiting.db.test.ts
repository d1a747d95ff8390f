import { afterAll, beforeAll, expect, it } from "vitest";
import { makeId } from "@/lib/ids";
import {
  decideNow,
  neverResolved,
  payWith,
  pushedOrder,
} from "@/lib/payments/fixtures/decided-stories";
import { openTestShop, type TestShop } from "@/lib/payments/fixtures/test-shop";
import { readWaiting } from "@/lib/takings/read-waiting";
import { asMerchant } from "@/lib/merchants/as-merchant";
import { countWaiting } from "./count-waiting";
import { listWaiting, readWaitingPlace } from "./list-waiting";

let shop: TestShop;

beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop.close());

it("lists an order with its amounts until a person decided, and the home page counts the same", async () => {
  const merchant = await shop.makeMerchant();
  const reads = asMerchant(shop.runtime, merchant);
  const list = async () => (await listWaiting(reads, { place: null, kind: null })).rows;
  const home = () => reads.read((db) => readWaiting(db, merchant.merchantId));
  expect(await list()).toEqual([]);
  const old = await neverResolved(shop, merchant);
  const push = await pushedOrder(shop, merchant);
  await payWith(shop, push, { amountKes: 99 });
  expect(await list()).toMatchObject([
    { orderId: old.orderId, cases: ["never_resolved", "unresolved"], reviewedKes: null },
    {
      orderId: push.orderId,
      cases: ["amount_differs"],
      amountKes: 100,
      paidKes: 0,
      reviewedKes: 99,
    },
  ]);
  expect(await home()).toEqual([
    { kind: "amount_differs", count: 1 },
    { kind: "never_resolved", count: 1 },
    { kind: "unresolved", count: 1 },
  ]);
  expect(await countWaiting(reads)).toEqual({ count: 2, isMore: false });
  const only = await listWaiting(reads, { place: null, kind: "unresolved" });
  expect(only.rows.map(({ orderId }) => orderId)).toEqual([old.orderId]);
  const about = { aboutAttemptId: push.attemptId };
  await decideNow(shop, merchant, push.orderId, { kind: "payment_accepted", ...about });
  expect(await list()).toMatchObject([
    {},
    { cases: ["underpaid"], paidKes: 99, reviewedKes: null },
  ]);
  // The next step is the customer's, until the order's time is over.
  await decideNow(shop, merchant, push.orderId, { kind: "rest_asked" });
  expect(await list()).toHaveLength(1);
  await shop.age(push.orderId, 86_401);
  expect(await list()).toHaveLength(2);
});

it("leaves a receipt that may still arrive out, for half an hour", async () => {
  const merchant = await shop.makeMerchant();
  const reads = asMerchant(shop.runtime, merchant);
  const push = await pushedOrder(shop, merchant);
  await payWith(shop, push, { amountKes: 100, receipt: null });
  expect(await countWaiting(reads)).toEqual({ count: 0, isMore: false });
  await shop.witness`update orders set cases_since = cases_since - interval '31 minutes'
    where id = ${push.orderId}`;
  expect((await listWaiting(reads, { place: null, kind: null })).rows).toMatchObject([
    { orderId: push.orderId, cases: ["receipt_pending"] },
  ]);
});

it("takes anything that is no cursor of its own for the start", () => {
  const encode = (text: string) => Buffer.from(text).toString("base64url");
  const orderId = makeId("order");
  expect(readWaitingPlace(encode(`17 ${orderId}`))).toEqual({ sinceUs: 17, orderId });
  for (const other of [
    "",
    "x",
    encode("17"),
    encode(`-1 ${orderId}`),
    encode(`17 att_1`),
    encode(`99999999999999999 ${orderId}`),
  ]) {
    expect(readWaitingPlace(other)).toBeNull();
  }
});
