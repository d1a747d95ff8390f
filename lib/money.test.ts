import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatKes, isAmountKes, MAX_AMOUNT_KES, MIN_AMOUNT_KES, parseAmountKes } from "./money";

describe("isAmountKes", () => {
  it.each([1, 2, 249_999, 250_000])("takes %j", (value) => expect(isAmountKes(value)).toBe(true));

  it.each([
    0,
    -1,
    -0,
    250_001,
    1.5,
    0.1,
    NaN,
    Infinity,
    -Infinity,
    2 ** 53,
    1n,
    "1",
    "",
    null,
    undefined,
    true,
    [1],
    {},
    new Date(5),
  ])("refuses %s", (value) => expect(isAmountKes(value)).toBe(false));

  it("has M-Pesa's bounds for one payment (daraja.md, 2.9)", () => {
    expect([MIN_AMOUNT_KES, MAX_AMOUNT_KES]).toEqual([1, 250_000]);
  });
});

describe("parseAmountKes", () => {
  it.each([
    ["1", 1],
    ["1500", 1500],
    ["1,500", 1500],
    ["1 500", 1500],
    ["250,000", 250_000],
    ["250000", 250_000],
    ["  42  ", 42],
    ["KES 1,500", 1500],
    ["kes1500", 1500],
    ["KSh. 20", 20],
    ["ksh 20", 20],
    ["Kes. 20", 20],
    ["0000020", 20],
  ])("%j is %j", (text, amountKes) => expect(parseAmountKes(text)).toBe(amountKes));

  it.each([
    "",
    " ",
    "0",
    "000",
    "250001",
    "250,001",
    "1,000,000",
    "0,000,020",
    "9999999",
    "00000020",
    "1.5",
    "1.00",
    "-1",
    "+1",
    "1e3",
    "0x10",
    "1,50",
    "15,00",
    "1,5000",
    ",500",
    "1,",
    "1,,000",
    "1500 KES",
    "KES",
    "USD 5",
    "KESKES 5",
    "KES KES 5",
    "five",
    "1 5",
    "1\n2",
    "١٢",
    "１５",
    "1_000",
    "x1",
    "1x",
    "KES. . 5",
    "9".repeat(400),
  ])("%j is none", (text) => expect(parseAmountKes(text)).toBeNull());

  it("reads back every amount as it is shown", () => {
    fc.assert(
      fc.property(fc.integer({ min: MIN_AMOUNT_KES, max: MAX_AMOUNT_KES }), (amountKes) => {
        expect(parseAmountKes(formatKes(amountKes))).toBe(amountKes);
        expect(parseAmountKes(String(amountKes))).toBe(amountKes);
      }),
    );
  });

  it("answers an amount or null, whatever was typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const amountKes = parseAmountKes(text);
        expect(amountKes === null || isAmountKes(amountKes)).toBe(true);
      }),
    );
  });
});

describe("formatKes", () => {
  it.each([
    [1, "KES 1"],
    [999, "KES 999"],
    [1500, "KES 1,500"],
    [250_000, "KES 250,000"],
    [1_234_567, "KES 1,234,567"],
    [0, "KES 0"],
  ])("%j is shown as %j", (amountKes, text) => expect(formatKes(amountKes)).toBe(text));
});
