import fc from "fast-check";

/** Values that have broken readers of JSON, of text and of numbers before. */

const NAMES = [
  ...["__proto__", "constructor", "prototype", "toString", "valueOf", "hasOwnProperty", "then", ""],
  ...["Body", "stkCallback", "ResultCode", "CallbackMetadata", "Item", "Name", "Value", "Amount"],
  ...["MpesaReceiptNumber", "CheckoutRequestID", "MerchantRequestID", "ResponseCode", "errorCode"],
  ...[
    "amountKes",
    "title",
    "reference",
    "successUrl",
    "cancelUrl",
    "expiresInSeconds",
    "metadata",
    "length",
  ],
];
const TEXTS = [
  ...["", " ", "0", "00", "0.0", "-0", "1032", "4999", "500.001.1001", "SFC_IC0003", "NaN", "null"],
  ...["\u0000", "\ud800", "\udfff\ud800", "\u202e0", "\ufeff0", "０", "1e3", "0x10", "true", "[]"],
  ...["https://shop.example/", "javascript:alert(1)", "http://[::1", "//x", "data:,x", "KES 1,500"],
];
const NUMBERS = [
  ...[0, -0, 1, -1, 0.1, 1e308, 5e-324, 250_000, 250_001, 2_147_483_647, 2_147_483_648],
  ...[9_007_199_254_740_991, 9_007_199_254_740_993, 1e21, 4999, 1032],
];

const hostileText = fc.oneof(
  fc.constantFrom(...TEXTS),
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.string({ unit: "grapheme", maxLength: 140 }),
  fc
    .array(fc.integer({ min: 0, max: 0xff_ff }), { maxLength: 12 })
    .map((units) => String.fromCharCode(...units)),
);
const hostileName = fc.oneof(fc.constantFrom(...NAMES), hostileText);
const hostileNumber = fc.oneof(
  fc.constantFrom(...NUMBERS),
  fc.double({ noNaN: true }),
  fc.integer(),
);

/** An object with these fields, all of them its own, whatever they are called. */
const asObject = (fields: [string, unknown][]) => Object.fromEntries(fields);

/** JSON values of some depth, with names and leaves that hurt. */
export const hostileJson = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, depthSize: "small", withCrossShrink: true },
    fc.oneof(hostileText, hostileNumber, fc.constantFrom(null, true, false)),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.array(fc.tuple(hostileName, tie("value")), { maxLength: 4 }).map(asObject),
  ),
})).value;

/** Text nested deeper than a stack of calls may go. */
export const deepText = fc
  .tuple(
    fc.constantFrom("[", '{"a":', '{"Body":', '[{"__proto__":'),
    fc.integer({ min: 1, max: 3_000 }),
  )
  .map(([opening, depth]) => opening.repeat(depth));

/** Bytes of a document, whole or broken: cut, with a bit turned over, in UTF-16, or not a document. */
export function brokenBytes(document: fc.Arbitrary<string>): fc.Arbitrary<Buffer> {
  const place = fc.nat({ max: 100_000 });
  return fc.oneof(
    { weight: 6, arbitrary: document.map((text) => Buffer.from(text)) },
    {
      weight: 2,
      arbitrary: fc.tuple(document, place).map(([text, at]) => {
        const bytes = Buffer.from(text);
        return bytes.subarray(0, at % (bytes.length + 1));
      }),
    },
    {
      weight: 2,
      arbitrary: fc.tuple(document, place, fc.nat({ max: 7 })).map(([text, at, bit]) => {
        const bytes = Buffer.from(text);
        const index = at % Math.max(1, bytes.length);
        const byte = bytes[index];
        if (byte !== undefined) bytes[index] = byte ^ (1 << bit);
        return bytes;
      }),
    },
    { weight: 1, arbitrary: document.map((text) => Buffer.from(`\ufeff${text}`, "utf16le")) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)) },
    { weight: 1, arbitrary: deepText.map((text) => Buffer.from(text)) },
  );
}

/** A field as it should be, or as it should not; sometimes absent. */
const field = (...good: unknown[]) =>
  fc.option(fc.oneof(fc.constantFrom(...good), hostileJson), { nil: undefined });

const item = fc.oneof(
  fc.record({
    Name: fc.oneof(
      fc.constantFrom("Amount", "MpesaReceiptNumber", "Balance", "TransactionDate"),
      hostileJson,
    ),
    Value: field(640, "640.00", "SJK0FORGED", 20_261_123_081_530),
  }),
  hostileJson,
);
const CODES = [0, "0", 1032, "1037", 4999, "SFC_IC0003", 1];

/** Callbacks with any part replaced by anything. */
export const callbackText = fc
  .oneof(
    { weight: 1, arbitrary: hostileJson },
    {
      weight: 4,
      arbitrary: fc.record({
        Body: fc.record({
          stkCallback: fc.record({
            MerchantRequestID: field("29115-34620561-1"),
            CheckoutRequestID: field("ws_CO_191220191020363925"),
            ResultCode: field(...CODES),
            CallbackMetadata: fc.oneof(
              fc.record({ Item: fc.oneof(fc.array(item, { maxLength: 6 }), item) }),
              hostileJson,
            ),
          }),
        }),
      }),
    },
  )
  .map((value) => JSON.stringify(value));

/** Answers to a query with any part replaced by anything. */
export const queryText = fc
  .oneof(
    { weight: 1, arbitrary: hostileJson },
    {
      weight: 4,
      arbitrary: fc.record({
        ResponseCode: field("0", 0, "1"),
        ResultCode: field(...CODES),
        MerchantRequestID: field("29115-34620561-1"),
        CheckoutRequestID: field("ws_CO_191220191020363925"),
        errorCode: field("500.001.1001", "404.001.03", undefined, undefined),
      }),
    },
  )
  .map((value) => JSON.stringify(value));

/** Orders as a merchant sends them, with any part replaced by anything. */
export const orderInput = fc.oneof(
  { weight: 1, arbitrary: hostileJson },
  {
    weight: 4,
    arbitrary: fc.record(
      {
        amountKes: fc.oneof(fc.integer({ min: -5, max: 260_000 }), hostileJson),
        title: fc.oneof(fc.string({ maxLength: 130 }), hostileJson),
        reference: field("INV-1"),
        successUrl: field("https://shop.example/thanks", "http://localhost:3000/x"),
        cancelUrl: field("https://shop.example/basket", "http://localhost:3000/y"),
        expiresInSeconds: field(60, 86_400, 2_592_000),
        metadata: fc.oneof(fc.dictionary(hostileName, hostileText, { maxKeys: 4 }), hostileJson),
      },
      { requiredKeys: [] },
    ),
  },
);

/** What people type where a number belongs: phones and amounts, and what is near them. */
export const typedText = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.string({
      unit: fc.constantFrom(...Array.from("0123456789+- ().,254７１\u200b\u00a0\u2011KESksh")),
      maxLength: 24,
    }),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        fc.constantFrom("", "0", "254", "+254", "00254", "KES ", "ksh.", " "),
        fc.integer({ min: 0, max: 999_999_999 }),
      )
      .map(([prefix, digits]) => `${prefix}${digits}`),
  },
  { weight: 1, arbitrary: hostileText },
);
