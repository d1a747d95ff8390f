import fc from "fast-check";
import { describe, expect, it } from "vitest";
import callbacks from "./fixtures/callbacks.json";
import { UNUSABLE_ID } from "./json";
import { FAILURE_REASONS } from "./result-codes";
import { readStkCallback } from "./stk-callback";

/** A success callback as text, with parts replaced. */
function success(item: unknown, callback: Record<string, unknown> = {}): string {
  const ids = {
    MerchantRequestID: "29115-34620561-1",
    CheckoutRequestID: "ws_CO_191220191020363925",
  };
  const stkCallback = { ...ids, ResultCode: 0, CallbackMetadata: { Item: item }, ...callback };
  return JSON.stringify({ Body: { stkCallback } });
}

function amountOf(value: unknown) {
  const read = readStkCallback(success([{ Name: "Amount", Value: value }]));
  return read.kind === "success" ? read.amountKes : read;
}

function receiptOf(value: unknown) {
  const read = readStkCallback(success([{ Name: "MpesaReceiptNumber", Value: value }]));
  return read.kind === "success" ? read.receipt : read;
}

describe("the documented variants (daraja.md, 2.7)", () => {
  it.each(callbacks)("$name", ({ body, reads }) => {
    const text = JSON.stringify(body);
    const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
    expect(asJson(readStkCallback(text))).toEqual(reads);
    expect(asJson(readStkCallback(new TextEncoder().encode(text)))).toEqual(reads);
  });
});

describe("amounts", () => {
  it.each([
    [1, 1],
    [250_000, 250_000],
    [2_147_483_647, 2_147_483_647],
    ["1", 1],
    ["1.0", 1],
    ["1.00", 1],
    [" 20 ", 20],
    ["2147483647", 2_147_483_647],
  ])("%j is %j", (value, amountKes) => expect(amountOf(value)).toBe(amountKes));

  it.each([
    0,
    -1,
    0.5,
    1.01,
    2_147_483_648,
    1e300,
    "0",
    "0.00",
    "-1",
    "+1",
    "1.5",
    "1.",
    ".1",
    "1,000",
    "1,000.00",
    "1e3",
    "0x10",
    "01",
    "2147483648",
    "10000000000",
    "1 0",
    "KES 1",
    "a1",
    "1a",
    "",
    " ",
    true,
    false,
    [1],
    ["1"],
    { amount: 1 },
    null,
  ])("%j is unknown", (value) => expect(amountOf(value)).toBeNull());

  it("reads numbers too large for JSON as unknown", () => {
    expect(readStkCallback(success("X").replace('"X"', '{"Name":"Amount","Value":1e999}'))).toEqual(
      expect.objectContaining({ kind: "success", amountKes: null }),
    );
  });

  it("reads one readable and one unreadable amount as unknown, in either order", () => {
    const whole = { Name: "Amount", Value: 5 };
    const broken = { Name: "Amount", Value: 5.5 };
    for (const items of [
      [whole, broken],
      [broken, whole],
    ]) {
      expect(readStkCallback(success(items))).toMatchObject({ kind: "success", amountKes: null });
    }
  });
});

describe("receipts", () => {
  it.each([
    ["NLJ7RT61SV", "NLJ7RT61SV"],
    [" nlj7rt61sv ", "NLJ7RT61SV"],
    ["ABC123", "ABC123"],
    ["A".repeat(20), "A".repeat(20)],
  ])("%j is %j", (value, receipt) => expect(receiptOf(value)).toBe(receipt));

  it.each([
    "ABC12",
    "A".repeat(21),
    "NLJ7 RT61",
    "NLJ7-RT61SV",
    "ſLJ7RT61SV",
    "NLJ7RT61SV\u0000",
    "",
    1234567890,
    null,
    ["NLJ7RT61SV"],
    {},
  ])("%j is none", (value) => expect(receiptOf(value)).toBeNull());
});

describe("transaction dates", () => {
  it.each([
    [20191219102115, "2019-12-19T07:21:15.000Z"],
    [" 20240229235959 ", "2024-02-29T20:59:59.000Z"],
    [20230229000000, undefined],
    ["2019-12-19", undefined],
    [true, undefined],
    [["20191219102115"], undefined],
    [1.5, undefined],
  ])("%j is %s", (value, expected) => {
    const read = readStkCallback(success([{ Name: "TransactionDate", Value: value }]));
    expect(read.kind === "success" && read.transactionAt?.toISOString()).toBe(expected);
  });
});

describe("ids", () => {
  it.each([
    ["x".repeat(64), "x".repeat(64)],
    ["x".repeat(65), UNUSABLE_ID],
    ["", null],
    ["a b", UNUSABLE_ID],
    ["a\u0000", UNUSABLE_ID],
    ["é", UNUSABLE_ID],
    [5, UNUSABLE_ID],
    [null, null],
    [{}, UNUSABLE_ID],
  ])("%j is %j", (value, id) => {
    const body = success([], { CheckoutRequestID: value, MerchantRequestID: value });
    expect(readStkCallback(body)).toMatchObject({ checkoutRequestId: id, merchantRequestId: id });
  });
});

describe("ids of which one is no id", () => {
  it.each(["CheckoutRequestID", "MerchantRequestID"])("are both unusable: %s", (name) => {
    for (const code of [0, 1032, 4999]) {
      expect(readStkCallback(success([], { ResultCode: code, [name]: "a b" }))).toMatchObject({
        checkoutRequestId: UNUSABLE_ID,
        merchantRequestId: UNUSABLE_ID,
      });
    }
  });
});

describe("what is not a callback", () => {
  it.each([
    ["nothing", ""],
    ["words", "hello"],
    ["HTML", "<html></html>"],
    ["half of one", success([]).slice(0, -1)],
    ["two of them", success([]) + success([])],
    ["UTF-16", new Uint8Array([0xff, 0xfe, 0x7b, 0x00])],
  ])("%s is not JSON", (_name, body) => {
    expect(readStkCallback(body)).toEqual({ kind: "unreadable", problem: "not JSON" });
  });

  it.each([
    ["null", "null"],
    ["a number", "0"],
    ["a list", "[]"],
    ["an empty object", "{}"],
    ["Body null", '{"Body":null}'],
    ["a list of callbacks", '{"Body":{"stkCallback":[{"ResultCode":0}]}}'],
    ["a callback that is text", '{"Body":{"stkCallback":"{}"}}'],
    ["a callback without Body", '{"stkCallback":{"ResultCode":0}}'],
    ["a callback behind __proto__", '{"__proto__":{"Body":{"stkCallback":{"ResultCode":0}}}}'],
  ])("%s has no callback", (_name, body) => {
    expect(readStkCallback(body)).toEqual({ kind: "unreadable", problem: "no Body.stkCallback" });
  });
});

describe("a success that does not name its push", () => {
  const items = [
    { Name: "Amount", Value: 10 },
    { Name: "MpesaReceiptNumber", Value: "NLJ7RT61SV" },
  ];

  it.each([
    ["no CheckoutRequestID", { CheckoutRequestID: undefined }],
    ["an empty one", { CheckoutRequestID: "" }],
    ["one that is no id", { CheckoutRequestID: ["ws_CO_191220191020363925"] }],
    ["a MerchantRequestID that is no id", { MerchantRequestID: 29115 }],
  ])("vouches for no money: %s", (_name, ids) => {
    expect(readStkCallback(success(items, ids))).toMatchObject({
      kind: "success",
      amountKes: null,
      receipt: null,
    });
  });

  it("is named by its CheckoutRequestID alone as well", () => {
    const read = readStkCallback(success(items, { MerchantRequestID: undefined }));
    expect(read).toMatchObject({ kind: "success", amountKes: 10, receipt: "NLJ7RT61SV" });
  });

  it("lists its items, or has none", () => {
    const read = readStkCallback(success({ Name: "Amount", Value: 10 }));
    expect(read).toMatchObject({ kind: "success", amountKes: null });
  });
});

describe("hostile bodies", () => {
  it("reads a body with a byte order mark, as text and as bytes", () => {
    const text = `\ufeff${success([{ Name: "Amount", Value: 1 }])}`;
    expect(readStkCallback(text)).toMatchObject({ kind: "success", amountKes: 1 });
    expect(readStkCallback(new TextEncoder().encode(text))).toMatchObject({ amountKes: 1 });
  });

  it("finds the money beside a name that is not UTF-8", () => {
    const [before = "", after = ""] = success([{ Name: "Amount", Value: 9 }], { Who: "@" }).split(
      "@",
    );
    const encoder = new TextEncoder();
    const bytes = [...encoder.encode(before), 0xc3, 0x28, 0xff, ...encoder.encode(after)];
    expect(readStkCallback(Uint8Array.from(bytes))).toMatchObject({
      kind: "success",
      amountKes: 9,
    });
  });

  it("takes nothing from a prototype and leaves it as it was", () => {
    const body =
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"Body":{"stkCallback":' +
      '{"__proto__":{"ResultCode":0,"polluted":1},"CallbackMetadata":{"__proto__":{"Item":[]}}}}}';
    expect(readStkCallback(body)).toEqual({
      kind: "undetermined",
      code: null,
      merchantRequestId: null,
      checkoutRequestId: null,
    });
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });

  it("does not take an inherited property's name for a code", () => {
    expect(readStkCallback(success([], { ResultCode: "constructor" }))).toMatchObject({
      kind: "undetermined",
      code: "constructor",
    });
  });

  it.each(["[", '{"Body":', '{"Body":{"stkCallback":{"CallbackMetadata":{"Item":[', '[{"a":'])(
    "survives %s nested a hundred thousand times",
    (opening) => expect(readStkCallback(opening.repeat(100_000)).kind).toBe("unreadable"),
  );

  it("survives a value that is nested deep", () => {
    const deep = "[".repeat(50_000) + "]".repeat(50_000);
    const body = success("X").replace('"X"', `[{"Name":"Amount","Value":${deep}}]`);
    expect(readStkCallback(body)).toMatchObject({ kind: "success", amountKes: null });
  });
});

/** Every answer has one of these shapes, whatever went in. */
function expectTotal(body: string | Uint8Array) {
  const read = readStkCallback(body);
  switch (read.kind) {
    case "unreadable":
      expect(["not JSON", "no Body.stkCallback"]).toContain(read.problem);
      return;
    case "failure":
      expect(FAILURE_REASONS).toContain(read.reason);
      return;
    case "undetermined":
      expect(read.code === null || read.code.length <= 32).toBe(true);
      return;
    case "success":
      expect(
        read.amountKes === null || (Number.isInteger(read.amountKes) && read.amountKes > 0),
      ).toBe(true);
      expect(read.receipt ?? "AAAAAA").toMatch(/^[A-Z0-9]{6,20}$/);
      expect(Number.isNaN(read.transactionAt?.getTime() ?? 0)).toBe(false);
  }
}

describe("properties", () => {
  it("answers for any bytes", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), expectTotal), { numRuns: 500 });
  });

  it("answers for any text", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 400 }), expectTotal));
  });

  it("answers for any JSON in any place of a callback", () => {
    const json = fc.jsonValue({ maxDepth: 4 });
    const item = fc.record(
      {
        Name: fc.oneof(fc.constantFrom("Amount", "MpesaReceiptNumber", "TransactionDate"), json),
        Value: json,
      },
      { requiredKeys: [] },
    );
    const callback = fc.record(
      {
        ResultCode: fc.oneof(fc.constantFrom(0, "0", 1032, "4999"), json),
        MerchantRequestID: json,
        CheckoutRequestID: json,
        CallbackMetadata: fc.oneof(fc.record({ Item: fc.oneof(fc.array(item), item, json) }), json),
      },
      { requiredKeys: [] },
    );
    const body = fc.oneof(
      json,
      fc.record({ Body: fc.oneof(json, fc.record({ stkCallback: fc.oneof(callback, json) })) }),
    );
    fc.assert(
      fc.property(body, (value) => expectTotal(JSON.stringify(value))),
      { numRuns: 1000 },
    );
  });

  it("does not depend on the order of the items", () => {
    const items = [
      { Name: "Amount", Value: 10 },
      { Name: "Amount", Value: "10.00" },
      { Name: "MpesaReceiptNumber", Value: "NLJ7RT61SV" },
      { Name: "Balance" },
      { Name: "TransactionDate", Value: 20191219102115 },
    ];
    const expected = readStkCallback(success(items));
    fc.assert(
      fc.property(fc.shuffledSubarray(items, { minLength: items.length }), (shuffled) => {
        expect(readStkCallback(success(shuffled))).toEqual(expected);
      }),
    );
  });
});
