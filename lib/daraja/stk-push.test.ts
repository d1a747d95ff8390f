import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classifyPushAnswer } from "./classify-push";
import { closedAddress, listenAnswering, listenHttp, listenTcp } from "./fixtures/loopback-server";
import pushAnswers from "./fixtures/push-answers.json";
import { inTime, passed, PAYBILL, PUSH, soon } from "./fixtures/requests";
import { stkPush, type StkPushRequest, toTransactionDesc } from "./stk-push";

const ACCEPTED =
  '{"MerchantRequestID":"a-1","CheckoutRequestID":"ws_CO_1","ResponseCode":"0","ResponseDescription":"","CustomerMessage":""}';

describe("the request", () => {
  it("is Daraja's, to the letter (daraja.md, 2.2)", async () => {
    const { baseUrl, requests } = await listenAnswering({ status: 200, body: ACCEPTED });
    const result = await stkPush({ ...PAYBILL, baseUrl }, PUSH, inTime());
    expect(result).toEqual({
      kind: "accepted",
      merchantRequestId: "a-1",
      checkoutRequestId: "ws_CO_1",
      raw: { status: 200, body: ACCEPTED },
    });
    const [request] = requests;
    expect(requests).toHaveLength(1);
    expect(request).toMatchObject({ method: "POST", url: "/mpesa/stkpush/v1/processrequest" });
    expect(request?.headers).toMatchObject({
      authorization: "Bearer token-1234",
      "content-type": "application/json",
      connection: "close",
    });
    expect(JSON.parse(request?.body ?? "")).toEqual({
      BusinessShortCode: "174379",
      Password: Buffer.from("174379pass-key20261123123456").toString("base64"),
      Timestamp: "20261123123456",
      TransactionType: "CustomerPayBillOnline",
      Amount: 1500,
      PartyA: 254708374149,
      PartyB: "174379",
      PhoneNumber: 254708374149,
      CallBackURL: "http://localhost:3000/api/callbacks/secret",
      AccountReference: "MLP-0001",
      TransactionDesc: "Coffee",
    });
  });

  it("of a till carries the store number and credits the till (daraja.md, 2.3)", async () => {
    const { baseUrl, requests } = await listenAnswering({ status: 200, body: ACCEPTED });
    const till = {
      ...PAYBILL,
      baseUrl,
      type: "till",
      transactionType: "CustomerBuyGoodsOnline",
      businessShortCode: "600123",
      partyB: "5123456",
    } as const;
    await stkPush(till, PUSH, inTime());
    expect(JSON.parse(requests[0]?.body ?? "")).toMatchObject({
      BusinessShortCode: "600123",
      PartyB: "5123456",
      TransactionType: "CustomerBuyGoodsOnline",
    });
  });
});

/** As a database row or a caller without types could bring it. */
function broken(part: Record<string, unknown>): StkPushRequest {
  return Object.assign({ ...PUSH }, part);
}

describe("what is not sent", () => {
  const neverFetch = passed().fetch;

  it.each([
    [{ accountReference: "" }, "invalid_account_reference"],
    [{ accountReference: "A".repeat(13) }, "invalid_account_reference"],
    [{ accountReference: "A#1" }, "invalid_account_reference"],
    [{ accountReference: "A\n" }, "invalid_account_reference"],
    [{ transactionDesc: "" }, "invalid_transaction_desc"],
    [{ transactionDesc: "A".repeat(14) }, "invalid_transaction_desc"],
    [{ transactionDesc: "Café" }, "invalid_transaction_desc"],
    [{ callbackUrl: "nonsense" }, "invalid_callback_url"],
    [{ callbackUrl: "https://a.example/a b" }, "invalid_callback_url"],
    [{ accessToken: "" }, "invalid_access_token"],
    [{ accessToken: "a\r\nb" }, "invalid_access_token"],
    [{ msisdn: "0708374149" }, "invalid_msisdn"],
    [{ amountKes: 0 }, "invalid_amount"],
    [{ amountKes: 1.5 }, "invalid_amount"],
    [{ amountKes: 250_001 }, "invalid_amount"],
    [{ now: new Date(NaN) }, "invalid_now"],
  ])("%j", async (part, cause) => {
    const result = await stkPush(PAYBILL, broken(part), { ...inTime(), fetch: neverFetch });
    expect(result).toEqual({ kind: "not_sent", cause, raw: null });
  });

  it.each([
    [{ businessShortCode: "" }, "invalid_short_code"],
    [{ businessShortCode: "12345678" }, "invalid_short_code"],
    [{ partyB: "12 456" }, "invalid_party_b"],
    [{ passKey: "" }, "invalid_pass_key"],
    [{ baseUrl: "https://api.safaricom.co.ke" }, "invalid_base_url"],
    [{ environment: "live" as const }, "invalid_base_url"],
    [
      { environment: "live" as const, baseUrl: "https://api.safaricom.co.ke" },
      "invalid_callback_url",
    ],
  ])("%j", async (part, cause) => {
    const deps = { ...inTime(), fetch: neverFetch };
    expect(await stkPush({ ...PAYBILL, ...part }, PUSH, deps)).toEqual({
      kind: "not_sent",
      cause,
      raw: null,
    });
  });

  it("past the deadline", async () => {
    expect(await stkPush(PAYBILL, PUSH, passed())).toEqual({
      kind: "not_sent",
      cause: "deadline_passed",
      raw: null,
    });
  });

  it("to a port where nobody listens", async () => {
    const config = { ...PAYBILL, baseUrl: await closedAddress() };
    expect(await stkPush(config, PUSH, inTime())).toEqual({
      kind: "not_sent",
      cause: "ECONNREFUSED",
      raw: null,
    });
  });
});

describe("what stays unknown", () => {
  it("a connection that is reset after the request", async () => {
    const address = await listenTcp((socket) => socket.resetAndDestroy());
    const config = { ...PAYBILL, baseUrl: `http://${address}` };
    expect(await stkPush(config, PUSH, inTime())).toEqual({
      kind: "unknown",
      cause: "ECONNRESET",
      raw: null,
    });
  });

  it("a server that hangs: once asked, never again", async () => {
    let requests = 0;
    const baseUrl = await listenHttp(() => (requests += 1));
    expect(await stkPush({ ...PAYBILL, baseUrl }, PUSH, soon())).toEqual({
      kind: "unknown",
      cause: "timed_out",
      raw: null,
    });
    expect(requests).toBe(1);
  });

  it("an acceptance that breaks off, or has no end", async () => {
    const cut = await listenHttp((_request, response) => response.write(ACCEPTED.slice(0, 40)));
    expect(await stkPush({ ...PAYBILL, baseUrl: cut }, PUSH, soon())).toEqual({
      kind: "unknown",
      cause: "timed_out",
      raw: { status: 200, body: ACCEPTED.slice(0, 40) },
    });
    const huge = await listenAnswering({ status: 200, body: ACCEPTED + " ".repeat(70_000) });
    expect(await stkPush({ ...PAYBILL, baseUrl: huge.baseUrl }, PUSH, inTime())).toMatchObject({
      kind: "unknown",
      cause: "answer_too_large",
    });
  });

  it("a redirect, which is not followed", async () => {
    const target = await listenAnswering({ status: 200, body: ACCEPTED });
    const { baseUrl } = await listenAnswering({
      status: 308,
      body: "",
      headers: { location: target.baseUrl },
    });
    expect(await stkPush({ ...PAYBILL, baseUrl }, PUSH, inTime())).toMatchObject({
      kind: "unknown",
      cause: "http_308",
    });
    expect(target.requests).toEqual([]);
  });
});

describe("the answers (daraja.md, 2.6)", () => {
  it.each(pushAnswers)("$name", ({ status, body, reads }) => {
    const raw = { status, body };
    expect(classifyPushAnswer(raw)).toMatchObject({ ...reads, raw });
  });

  it("cut long messages", () => {
    const body = JSON.stringify({ errorCode: "405.001", errorMessage: "x".repeat(500) });
    expect(classifyPushAnswer({ status: 405, body })).toMatchObject({ message: "x".repeat(200) });
    const other = JSON.stringify({ ResponseCode: "1", ResponseDescription: "y".repeat(500) });
    expect(classifyPushAnswer({ status: 200, body: other })).toMatchObject({
      message: "y".repeat(200),
    });
  });

  it("are never taken for accepted or refused without proof", () => {
    const raw = fc.record({
      status: fc.oneof(
        fc.constantFrom(200, 400, 401, 404, 500, 503),
        fc.integer({ min: 201, max: 599 }),
      ),
      body: fc.oneof(fc.string(), fc.json()),
    });
    fc.assert(
      fc.property(raw, (answer) => {
        const { kind } = classifyPushAnswer(answer);
        const isEmpty401 = answer.status === 401 && answer.body.trim() === "";
        expect(kind).toBe(isEmpty401 ? "token_rejected" : "unknown");
      }),
    );
  });
});

describe("toTransactionDesc (design.md, rule 13)", () => {
  it.each([
    ["Coffee", "Coffee"],
    ["Two kilos of coffee beans", "Two kilos of"],
    ["Café crème", "Cafe creme"],
    ["Mama Njeri's stew", "Mama Njeris s"],
    ["Chai & mandazi @ 50/=", "Chai mandazi"],
    ["  T-shirt,   blue ", "T-shirt blue"],
    ["ﬁne", "fine"],
    ["1234567890123", "1234567890123"],
    ["12345678901234", "1234567890123"],
    ["日本茶", "Payment"],
    ["☕", "Payment"],
    ["---", "Payment"],
    ["", "Payment"],
    ["日本 tea", "tea"],
  ])("%j becomes %j", (title, desc) => expect(toTransactionDesc(title)).toBe(desc));

  it("is always fit to be sent", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (title) => {
        expect(toTransactionDesc(title)).toMatch(/^(?! )[A-Za-z0-9 -]{1,13}(?<! )$/);
      }),
    );
  });
});
