import { describe, expect, it } from "vitest";
import { parseOrderInput } from "./order-input";

const good = { amountKes: 100, title: "Tea" };

describe("parseOrderInput", () => {
  it("fills in the defaults", () => {
    expect(parseOrderInput(good)).toEqual({
      ok: true,
      value: { ...good, expiresInSeconds: 86_400, metadata: {} },
    });
  });

  it.each([
    { amountKes: 1 },
    { amountKes: 250_000 },
    { title: "x".repeat(120) },
    { title: "😀".repeat(120) },
    { title: "<script>alert(1)</script>" },
    { reference: "" },
    { reference: "é".repeat(64) },
    { successUrl: "https://shop.example/a?b=c#d" },
    { successUrl: "http://localhost:8080/done" },
    { successUrl: "http://127.0.0.1/done" },
    { successUrl: "http://[::1]:3000/" },
    { cancelUrl: "https://shop.example/basket?b=c#d" },
    { expiresInSeconds: 60 },
    { expiresInSeconds: 2_592_000 },
    { metadata: { note: "line one\nline two" } },
    { metadata: { k: "x".repeat(4_088) } },
  ])("takes %j", (change) => {
    expect(parseOrderInput({ ...good, ...change })).toMatchObject({ ok: true });
  });

  it.each([
    ["amountKes", { amountKes: 0 }],
    ["amountKes", { amountKes: 250_001 }],
    ["amountKes", { amountKes: 0.5 }],
    ["amountKes", { amountKes: "100" }],
    ["amountKes", { amountKes: "1e3" }],
    ["amountKes", { amountKes: null }],
    ["amountKes", { amountKes: 1e300 }],
    ["amountKes", { amountKes: undefined }],
    ["title", { title: "   " }],
    ["title", { title: "\u200b" }],
    ["title", { title: "x".repeat(121) }],
    ["title", { title: "a\0b" }],
    ["title", { title: "a\nb" }],
    ["title", { title: "a\u202eb" }],
    ["title", { title: "a\ud800b" }],
    ["title", { title: 5 }],
    ["reference", { reference: "x".repeat(65) }],
    ["reference", { reference: "a\0" }],
    ["successUrl", { successUrl: "http://shop.example/" }],
    ["successUrl", { successUrl: "javascript:alert(1)" }],
    ["successUrl", { successUrl: "//shop.example" }],
    ["successUrl", { successUrl: "https://a:b@shop.example/" }],
    ["successUrl", { successUrl: "https://shop.example/\0" }],
    ["successUrl", { successUrl: "http://127.0.0.1.evil.example/" }],
    ["successUrl", { successUrl: "http://localhost.evil.example/" }],
    ["cancelUrl", { cancelUrl: "http://shop.example/" }],
    ["cancelUrl", { cancelUrl: "javascript:alert(1)" }],
    ["cancelUrl", { cancelUrl: "https://a:b@shop.example/" }],
    ["expiresInSeconds", { expiresInSeconds: 59 }],
    ["expiresInSeconds", { expiresInSeconds: 2_592_001 }],
    ["expiresInSeconds", { expiresInSeconds: 60.5 }],
    ["metadata", { metadata: { a: 1 } }],
    ["metadata", { metadata: { a: { b: "c" } } }],
    ["metadata", { metadata: ["a"] }],
    ["metadata", { metadata: { a: "\0" } }],
    ["metadata", { metadata: { "a\0": "b" } }],
    ["metadata", { metadata: { k: "x".repeat(4_089) } }],
    ["metadata", { metadata: { k: "é".repeat(2_045) } }],
    ["amount", { amount: 5 }],
  ])("names %s in %j", (param, change) => {
    expect(parseOrderInput({ ...good, ...change })).toMatchObject({ ok: false, param });
  });

  it.each([null, [], "text", 5, undefined])("refuses %j as a whole", (input) => {
    expect(parseOrderInput(input)).toMatchObject({ ok: false, param: "body" });
  });
});
