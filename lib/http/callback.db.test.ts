import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { makeCallbackToken } from "@/lib/payments/callback-token";
import { openRaw } from "@/lib/payments/attempt-secrets";
import { newReceipt, successBody } from "@/lib/payments/fixtures/callback-bodies";
import { idsOf } from "@/lib/payments/fixtures/fake-daraja";
import { brokenRules, only, openTestShop, testEnv } from "@/lib/payments/fixtures/test-shop";
import type { TestShop } from "@/lib/payments/fixtures/test-shop";
import { openRuntime } from "@/lib/runtime";
import { handleCallback } from "./callback";

const KIB = 1_024;

let shop: TestShop;
let orderId: string;
let token: string;

beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop.close());
beforeEach(async () => {
  orderId = await shop.makeOrder();
  token = (await shop.startedPush(orderId)).call.callbackToken;
});

/** A body that records how much of it was taken. */
function watched(chunks: () => Uint8Array | null) {
  const seen = { reads: 0, isCancelled: false };
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        seen.reads += 1;
        const chunk = chunks();
        if (chunk) controller.enqueue(chunk);
        else controller.close();
      },
      cancel() {
        seen.isCancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  const init = { method: "POST", body, duplex: "half" };
  return { request: new Request("http://localhost/api/callbacks/x", init), seen };
}

const post = (body: BodyInit | null, to = token) =>
  handleCallback(
    shop.runtime,
    new Request("http://localhost/api/callbacks/x", { method: "POST", body }),
    to,
  );

const callbacks = async () =>
  (await shop.readEvidence(orderId)).filter(({ source }) => source === "callback");

describe("a token that is not the attempt's", () => {
  const WRONG: [string, () => string][] = [
    ["guessed", () => randomBytes(48).toString("base64url")],
    ["empty", () => ""],
    ["truncated", () => token.slice(0, -1)],
    ["longer", () => `${token}A`],
    [
      "in other case",
      () => token.replaceAll(/[a-zA-Z]/g, (c) => (c < "a" ? c.toLowerCase() : c.toUpperCase())),
    ],
    ["percent-encoded", () => `%${token.slice(1)}`],
    ["with a NUL", () => `${token.slice(0, -1)}\0`],
    ["of another instance", () => makeCallbackToken(randomBytes(32))],
    ["made by this instance for nobody", () => makeCallbackToken(shop.env.APP_SECRET)],
    ["a path", () => "../../etc/passwd"],
  ];

  it.each(WRONG)("is answered 404 with the body unread: %s", async (_name, make) => {
    const { request, seen } = watched(() => new Uint8Array(10));
    const answer = await handleCallback(shop.runtime, request, make());
    expect(answer.status).toBe(404);
    expect(seen.reads).toBe(0);
    expect(await callbacks()).toEqual([]);
  });

  it("is turned away by its tag without asking the database", async () => {
    const away = openRuntime(testEnv("postgres://nobody:x@127.0.0.1:1/none"));
    const guess = randomBytes(48).toString("base64url");
    const request = new Request("http://localhost/", { method: "POST", body: "{}" });
    expect((await handleCallback(away, request, guess)).status).toBe(404);
    await away.close();
  });
});

const deep = (open: string, close: string) => open.repeat(30_000) + close.repeat(30_000);
const envelope = (callback: string) => `{"Body":{"stkCallback":${callback}}}`;

/** Bodies that are no callback, or odd ones. None may change what became of the money. */
const ODD_BODIES: [string, string | Uint8Array<ArrayBuffer>][] = [
  ["nothing", ""],
  ["white space", " \n"],
  ["junk", "not json at all <html>"],
  ["null", "null"],
  ["a number", "0"],
  ["a string", '"0"'],
  ["an array", "[]"],
  ["an array of callbacks", '[{"Body":{"stkCallback":{"ResultCode":0}}}]'],
  ["an empty object", "{}"],
  ["an empty callback", envelope("{}")],
  ["a callback that is null", envelope("null")],
  ["a callback that is an array", envelope("[]")],
  ["deep arrays", deep("[", "]")],
  ["deep objects", '{"a":'.repeat(10_000) + "1" + "}".repeat(10_000)],
  ["deep and cut off", "[".repeat(64_000)],
  ["__proto__", '{"__proto__":{"Body":{"stkCallback":{"ResultCode":0}}}}'],
  ["__proto__ inside", envelope('{"__proto__":{"ResultCode":0},"constructor":1}')],
  [
    "a NUL in an id",
    envelope('{"CheckoutRequestID":"ws\\u0000CO","MerchantRequestID":"\\u0000","ResultCode":4999}'),
  ],
  ["a NUL in the code", envelope('{"ResultCode":"10\\u000032"}')],
  ["a NUL raw", "\0\0\0"],
  ["a lone surrogate", envelope('{"CheckoutRequestID":"\\ud800","ResultCode":"\\udfff"}')],
  ["a huge number for a code", envelope('{"ResultCode":1e400}')],
  [
    "an id of 60,000 letters",
    envelope(`{"CheckoutRequestID":"${"x".repeat(60_000)}","ResultCode":9}`),
  ],
  ["invalid UTF-8", Uint8Array.from([0xff, 0xfe, 0x00, 0xc3, 0x28, 0x80])],
  ["64 KiB exactly", new Uint8Array(64 * KIB).fill(0x20)],
];

describe("a right token", () => {
  it.each(ODD_BODIES)("takes %s: stored, acknowledged, no money", async (_name, body) => {
    const answer = await post(body);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ ResultCode: 0, ResultDesc: "Accepted" });
    const { id, applied_at } = only(await callbacks());
    expect(applied_at).not.toBeNull();
    expect(await shop.readOrder(orderId)).toMatchObject({ status: "open", paid_kes: 0 });
    expect(await shop.readAttempt(orderId)).toMatchObject({ outcome: "pending" });
    // The raw bytes are there, sealed with the attempt's key.
    const { raw_sealed, raw_sha256, data_key_sealed, merchant_id } = only(
      await shop.witness<
        {
          raw_sealed: Buffer;
          raw_sha256: Buffer;
          data_key_sealed: Buffer;
          merchant_id: string;
        }[]
      >`select raw_sealed, raw_sha256, data_key_sealed, evidence.merchant_id
        from evidence join attempts on attempts.id = evidence.attempt_id
        where evidence.id = ${id}`,
    );
    const row = { merchantId: merchant_id, dataKeySealed: data_key_sealed, rawSealed: raw_sealed };
    const sent = Buffer.from(body);
    expect(openRaw(shop.env, row)).toBe(sent.toString());
    if (sent.length > 8) expect(raw_sealed.includes(sent.subarray(0, 8))).toBe(false);
    expect(raw_sha256).toHaveLength(32);
  });

  it.each([
    ["a NUL in it", "ws\0CO"],
    ["a space in it", "ws_CO 1"],
    ["65 characters", "w".repeat(65)],
  ])("takes a CheckoutRequestID with %s for another one", async (_name, checkoutRequestId) => {
    const ids = { ...idsOf(token), checkoutRequestId };
    const answer = await post(successBody(ids, { amountKes: 100, receipt: newReceipt() }));
    expect(answer.status).toBe(200);
    const order = await shop.readOrder(orderId);
    expect(order).toMatchObject({ status: "open", paid_kes: 0, flags: ["needs_review"] });
    const told = (await shop.readTimeline(orderId)).map(({ kind }) => kind);
    expect(told).toContain("callback_ids_differ");
    await post(successBody(idsOf(token), { amountKes: 100, receipt: newReceipt() }));
    expect(await shop.readOrder(orderId)).toMatchObject({ status: "paid", paid_kes: 100 });
    expect(await brokenRules(shop, orderId)).toEqual([]);
  });

  it("counts no success that names no push: a person looks, and a query may confirm it", async () => {
    const ids = { merchantRequestId: "", checkoutRequestId: "" };
    await post(successBody(ids, { amountKes: 100, receipt: newReceipt() }));
    const order = await shop.readOrder(orderId);
    expect(order).toMatchObject({ status: "open", paid_kes: 0, flags: ["needs_review"] });
    expect(await shop.readPayments(orderId)).toEqual([]);
  });

  it("takes money with a NUL in the receipt for money", async () => {
    const receipt = "SJ\0AB12CD";
    const answer = await post(successBody(idsOf(token), { amountKes: 100, receipt }));
    expect(answer.status).toBe(200);
    expect(await shop.readOrder(orderId)).toMatchObject({ status: "paid", paid_kes: 100 });
    expect(await brokenRules(shop, orderId)).toEqual([]);
  });

  it("refuses 64 KiB and one byte more, and stores nothing", async () => {
    const { status } = await post(new Uint8Array(64 * KIB + 1).fill(0x20));
    expect(status).toBe(413);
    expect(await callbacks()).toEqual([]);
  });

  it("refuses a stream of 10 MB without taking it in", async () => {
    let left = 10 * KIB;
    const { request, seen } = watched(() => {
      left -= 1;
      return left < 0 ? null : new Uint8Array(KIB);
    });
    expect((await handleCallback(shop.runtime, request, token)).status).toBe(413);
    expect(seen.reads).toBeLessThan(70);
    expect(seen.isCancelled).toBe(true);
    expect(await callbacks()).toEqual([]);
  });

  it("gives a slow body up, and stores nothing", async () => {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new Uint8Array([0x7b])),
      pull: () => new Promise<void>(() => undefined),
    });
    const init = { method: "POST", body, duplex: "half" };
    const request = new Request("http://localhost/", init);
    const answer = await handleCallback(shop.runtime, request, token, { bodyTimeoutMs: 20 });
    expect(answer.status).toBe(408);
    expect(await callbacks()).toEqual([]);
  });

  it("is not acknowledged when it cannot be stored", async () => {
    await shop.witness`alter table evidence add constraint never check (source <> 'callback') not valid`;
    const body = successBody(idsOf(token), { amountKes: 100, receipt: newReceipt() });
    const { status } = await post(body);
    await shop.witness`alter table evidence drop constraint never`;
    expect(status).toBe(503);
    expect(await callbacks()).toEqual([]);
    expect((await post(body)).status).toBe(200);
    expect(await shop.readOrder(orderId)).toMatchObject({ status: "paid" });
  });

  it("answers 503 while the database is away", async () => {
    const env = { ...shop.env, DATABASE_URL: "postgres://nobody:x@127.0.0.1:1/none" };
    const away = openRuntime(env);
    const request = new Request("http://localhost/", { method: "POST", body: "{}" });
    expect((await handleCallback(away, request, token)).status).toBe(503);
    await away.close();
  });

  it("still pays when the key of the phone and the raw bytes was destroyed", async () => {
    await shop.witness`update attempts set data_key_sealed = null, msisdn_sealed = null
      where order_id = ${orderId}`;
    const answer = await post(successBody(idsOf(token), { amountKes: 100, receipt: newReceipt() }));
    expect(answer.status).toBe(200);
    expect(await shop.readOrder(orderId)).toMatchObject({ status: "paid" });
    const rows = await shop.witness`
      select raw_sealed from evidence where order_id = ${orderId} and source = 'callback'`;
    expect(rows).toMatchObject([{ raw_sealed: null }]);
  });

  it("never expires", async () => {
    await shop.age(orderId, 400 * 86_400);
    await post(successBody(idsOf(token), { amountKes: 100, receipt: newReceipt() }));
    expect(await shop.readOrder(orderId)).toMatchObject({ status: "paid", flags: ["late"] });
  });
});
