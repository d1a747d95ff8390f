import { createHmac, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { merchants } from "@/db/schema/merchants";
import { makeId } from "@/lib/ids";
import { signingSecretOf } from "@/lib/merchants/signing-secret";
import { checkAttempt } from "./check-attempt";
import { readCheckout } from "./checkout";
import { failureBody, newReceipt, successBody } from "./fixtures/callback-bodies";
import { idsOf, queryInProgress, queryResult } from "./fixtures/fake-daraja";
import { openTestShop, type TestShop } from "./fixtures/test-shop";
import { orderCookieValue } from "./order-cookie";
import { readOwnNumber } from "./read-own-number";

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

describe("what the customer's page is told of a failed attempt", () => {
  async function failedOrder(code: number) {
    const orderId = await shop.makeOrder();
    const { attemptId, call } = await shop.startedPush(orderId, { phoneNumber: "0712 345 678" });
    await shop.callBack(call, failureBody(idsOf(call.callbackToken), code));
    const read = (cookie?: string) => readCheckout(shop.runtime, orderId, { cookie });
    return { orderId, attemptId, read };
  }

  it.each([
    [17, 120],
    [1001, 60],
    [26, 60],
  ])("is to wait, after %i, for %i seconds from the answer on", async (code, seconds) => {
    const { orderId, read } = await failedOrder(code);
    const before = (await read())?.retryWait;
    expect(before?.secondsLeft).toBeGreaterThan(seconds - 10);
    expect(before?.secondsLeft).toBeLessThanOrEqual(seconds);
    await shop.age(orderId, seconds - 20);
    const after = (await read())?.retryWait;
    expect(after?.secondsLeft).toBeGreaterThan(0);
    expect(after?.secondsLeft).toBeLessThanOrEqual(20);
    expect(Date.parse(before?.endsAt ?? "") - Date.parse(after?.endsAt ?? "")).toBe(
      (seconds - 20) * 1000,
    );
    await shop.age(orderId, 20);
    expect((await read())?.retryWait).toBeNull();
  });

  it.each([1032, 1, 2001, 8])("is to wait for nothing after %i", async (code) => {
    const { read } = await failedOrder(code);
    expect((await read())?.retryWait).toBeNull();
  });

  it("is which attempt it may send again to the same number, with its cookie only", async () => {
    const { orderId, attemptId, read } = await failedOrder(1032);
    const cookie = orderCookieValue(shop.env, orderId);
    expect((await read(cookie))?.ownAttemptId).toBe(attemptId);
    expect(await readOwnNumber(shop.runtime, { orderId, attemptId, cookie })).toBe("254712345678");

    expect((await read())?.ownAttemptId).toBeNull();
    const other = await failedOrder(1032);
    const otherCookie = orderCookieValue(shop.env, other.orderId);
    for (const refused of [
      { orderId, attemptId, cookie: undefined },
      { orderId, attemptId, cookie: otherCookie },
      { orderId, attemptId: other.attemptId, cookie },
      { orderId, attemptId: makeId("attempt"), cookie },
      { orderId, attemptId: "", cookie },
    ]) {
      expect(await readOwnNumber(shop.runtime, refused)).toBeNull();
    }
  });
});

describe("what the customer's page is told of another amount", () => {
  it("is what came", async () => {
    const orderId = await shop.makeOrder();
    const { call } = await shop.startedPush(orderId);
    const paid = { amountKes: 99, receipt: newReceipt() };
    await shop.callBack(call, successBody(idsOf(call.callbackToken), paid));
    const view = await readCheckout(shop.runtime, orderId, { cookie: undefined });
    expect(view).toMatchObject({ reportedKes: 99, canStart: false, receipts: [] });
  });

  it("is nothing where none was said", async () => {
    const orderId = await shop.makeOrder();
    const { call } = await shop.startedPush(orderId);
    const paid = { amountKes: null, receipt: newReceipt() };
    await shop.callBack(call, successBody(idsOf(call.callbackToken), paid));
    const view = await readCheckout(shop.runtime, orderId, { cookie: undefined });
    expect(view?.reportedKes).toBeNull();
  });
});

describe("what the customer's page is told of the merchant's looks", () => {
  it("is nothing while it has none, and then its logo and its colour as a readable surface", async () => {
    const orderId = await shop.makeOrder();
    const read = () => readCheckout(shop.runtime, orderId, { cookie: undefined });
    expect(await read()).toMatchObject({ merchantColour: null, merchantLogo: null });
    const logo = "data:image/png;base64,iVBORw0KGgo=";
    await shop.runtime.db.update(merchants).set({ brandColour: "#ffd400", logo });
    expect(await read()).toMatchObject({
      merchantColour: { surface: "#ffd400", foreground: "#000000" },
      merchantLogo: logo,
    });
  });
});

describe("the way back to the shop", () => {
  it("comes with the paid order, signed for its merchant, and never with the merchant's id", async () => {
    const { orderId } = await paidOrder();
    await shop.witness`
      update orders set success_url = 'https://shop.example/thanks?a=b',
        cancel_url = 'https://shop.example/basket' where id = ${orderId}`;
    const view = await readCheckout(shop.runtime, orderId, { cookie: undefined });
    const [order] = await shop.witness`select merchant_id from orders where id = ${orderId}`;
    const address = new URL(view?.successUrl ?? "");
    const value = (name: string) => address.searchParams.get(`malipo_${name}`) ?? "";
    expect(address.searchParams.get("a")).toBe("b");
    const text = `v1.${value("order")}.${value("status")}.${value("paid")}.${value("time")}`;
    expect(text).toMatch(new RegExp(`^v1\\.${orderId}\\.paid\\.100\\.\\d{10}$`));
    const secret = signingSecretOf(shop.env, String(order?.["merchant_id"]));
    expect(value("signature")).toBe(createHmac("sha256", secret).update(text).digest("hex"));
    expect(view?.cancelUrl).toBeNull();
    expect(JSON.stringify(view)).not.toContain(String(order?.["merchant_id"]));
    expect(JSON.stringify(view)).not.toContain(secret);
  });

  it("is to leave without paying, until a request is on its way", async () => {
    const orderId = await shop.makeOrder();
    await shop.witness`
      update orders set success_url = 'https://shop.example/thanks',
        cancel_url = 'https://shop.example/basket' where id = ${orderId}`;
    const read = () => readCheckout(shop.runtime, orderId, { cookie: undefined });
    expect(await read()).toMatchObject({
      successUrl: null,
      cancelUrl: "https://shop.example/basket",
    });
    await shop.startedPush(orderId, {});
    expect(await read()).toMatchObject({ successUrl: null, cancelUrl: null });
  });
});

describe("the browser whose form claimed an attempt, before it has the order's cookie", () => {
  it("is told the phone for the form that it names, and nobody for another", async () => {
    const orderId = await shop.makeOrder();
    const submissionId = randomUUID();
    await shop.startedPush(orderId, { phoneNumber: "0712 345 678", submissionId });
    const other = await shop.makeOrder();
    const phoneFor = async (id: string, named: string | null) =>
      (await readCheckout(shop.runtime, id, { cookie: undefined, submissionId: named }))
        ?.promptedPhone;
    expect(await phoneFor(orderId, submissionId)).toBe("0712 ••• 678");
    expect(await phoneFor(orderId, randomUUID())).toBeNull();
    expect(await phoneFor(orderId, null)).toBeNull();
    expect(await phoneFor(other, submissionId)).toBeNull();
  });

  it("is not the one that lost the race, nor one where the merchant's server claimed it", async () => {
    const orderId = await shop.makeOrder();
    await shop.startedPush(orderId, { phoneNumber: "0712 345 678", submissionId: null });
    const view = await readCheckout(shop.runtime, orderId, {
      cookie: undefined,
      submissionId: randomUUID(),
    });
    expect(view?.promptedPhone).toBeNull();
  });
});

describe("what the customer's page is told of an answer that does not count yet", () => {
  afterAll(() => {
    shop.daraja.query = queryInProgress;
  });

  async function asked(answer: Parameters<typeof queryResult>[0] | null) {
    const merchant = await shop.makeMerchant();
    const orderId = await shop.makeOrder({ merchant });
    const { attemptId } = await shop.startedPush(orderId);
    await shop.age(orderId, 21);
    shop.daraja.query = answer === null ? queryInProgress : () => queryResult(answer);
    const due = { attemptId, shortcodeId: merchant.shortcodeId, isRecheck: false };
    expect(await checkAttempt(shop.runtime, due)).toBe(true);
    const view = await readCheckout(shop.runtime, orderId, { cookie: undefined });
    return { state: view?.status.attempt?.state, isAnswerSeen: view?.isAnswerSeen };
  }

  it("is that M-PESA has said once that it was paid, while the attempt is still pending", async () => {
    expect(await asked("0")).toEqual({ state: "waiting", isAnswerSeen: true });
  });

  it.each([null, "1032"])(
    "is nothing after %s, which may be wrong or too early",
    async (answer) => {
      expect(await asked(answer)).toEqual({ state: "waiting", isAnswerSeen: false });
    },
  );

  it("is nothing once it is paid", async () => {
    const { orderId } = await paidOrder();
    const view = await readCheckout(shop.runtime, orderId, { cookie: undefined });
    expect(view?.isAnswerSeen).toBe(false);
  });
});
