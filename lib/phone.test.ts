import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatMsisdn, isMsisdn, maskMsisdn, type Msisdn, parseMsisdn } from "./phone";

function msisdn(text: string): Msisdn {
  if (!isMsisdn(text)) throw new Error("not an msisdn");
  return text;
}

describe("parseMsisdn", () => {
  it.each([
    "0712345678",
    "0712 345 678",
    "0712-345-678",
    "0712.345.678",
    "(0712) 345678",
    "(0)712345678",
    "712345678",
    "712 345 678",
    "254712345678",
    "254 712 345 678",
    "+254712345678",
    "+254 712 345 678",
    "+254-712-345-678",
    "+254 (0) 712 345 678",
    "+254 0712 345 678",
    "2540712345678",
    "(+254) 712 345 678",
    "(254) 712345678",
    "00254712345678",
    "00254 0712 345678",
    "000254712345678",
    "  0712345678  ",
    "\t0712345678\n",
    "0712\u00a0345\u00a0678",
    "0712\u2009345\u202f678",
    "0712\u2011345\u2013678",
    "0712\u2212345\u2014678",
    "0712\u3000345\u3000678",
    "\u202a+254 712 345 678\u202c",
    "\u2066+254712345678\u2069",
    "\u200e0712345678",
    "\ufeff0712\u200b345678",
    "07\u00ad12345678",
    "０７１２３４５６７８",
    "＋２５４　７１２－３４５－６７８",
    "0712345678.",
  ])("reads %j", (phoneNumber) => expect(parseMsisdn(phoneNumber)).toBe("254712345678"));

  it.each([
    ["0112345678", "254112345678"],
    ["112345678", "254112345678"],
    ["0112 345 678", "254112345678"],
    ["+254 112 345 678", "254112345678"],
    ["0100000000", "254100000000"],
    ["0733123456", "254733123456"],
    ["0799999999", "254799999999"],
  ])("reads %j as %j", (phoneNumber, expected) => expect(parseMsisdn(phoneNumber)).toBe(expected));

  it.each([
    "",
    " ",
    "0",
    "+",
    "()",
    "07",
    "071234567",
    "07123456789",
    "71234567",
    "7123456789",
    "0212345678",
    "0812345678",
    "0612345678",
    "254212345678",
    "25471234567",
    "2547123456789",
    "+0712345678",
    "+712345678",
    "++254712345678",
    "254+712345678",
    "+255712345678",
    "+1 712 345 678",
    "0254712345678",
    "0000254712345678",
    "00712345678",
    "2540 0712345678",
    "254254712345678",
    "0712345678a",
    "a0712345678",
    "O712345678",
    "07l2345678",
    "0712345678 ext 5",
    "tel:0712345678",
    "0712/345678",
    "0712,345678",
    "0712_345678",
    "0712345678;0712345679",
    "-712345678",
    ".712345678",
    ")0712345678",
    "#0712345678",
    "*0712345678",
    "7.12345678e8",
    "٠٧١٢٣٤٥٦٧٨",
    "⁰⁷¹²³⁴⁵⁶⁷⁸",
    "①712345678",
    "0712345678\u0000",
    "0712 345 678\u0301",
    "0712345678＋",
    "＊0712345678",
    "null",
    "undefined",
    "NaN",
  ])("refuses %j", (phoneNumber) => expect(parseMsisdn(phoneNumber)).toBeNull());

  it("looks at 40 characters and no more", () => {
    expect(parseMsisdn("0712345678".padEnd(40))).toBe("254712345678");
    expect(parseMsisdn("0712345678".padEnd(41))).toBeNull();
    expect(parseMsisdn(" ".repeat(10_000_000))).toBeNull();
  });
});

describe("isMsisdn", () => {
  it.each(["254712345678", "254112345678"])("takes %j", (value) => {
    expect(isMsisdn(value)).toBe(true);
  });

  it.each([
    "0712345678",
    "+254712345678",
    "254212345678",
    "25471234567",
    "2547123456789",
    "254712345678\n",
    " 254712345678",
    "25471234567a",
    "",
    254712345678,
    null,
    undefined,
    ["254712345678"],
    {},
  ])("refuses %j", (value) => expect(isMsisdn(value)).toBe(false));
});

describe("showing a number", () => {
  it("in full", () => {
    expect(formatMsisdn(msisdn("254712345678"))).toBe("0712 345 678");
    expect(formatMsisdn(msisdn("254112000999"))).toBe("0112 000 999");
  });

  it("masked, without its middle", () => {
    expect(maskMsisdn(msisdn("254712345678"))).toBe("0712 ••• 678");
    expect(maskMsisdn(msisdn("254112000999"))).toBe("0112 ••• 999");
  });
});

describe("properties", () => {
  const anyMsisdn = fc
    .tuple(fc.constantFrom("7", "1"), fc.integer({ min: 0, max: 99_999_999 }))
    .map(([first, rest]) => msisdn(`254${first}${String(rest).padStart(8, "0")}`));

  it("reads back every number from every way of writing it", () => {
    const separator = fc.constantFrom("", " ", "-", ".", "\u00a0", "\u2011");
    const prefix = fc.constantFrom("0", "", "254", "+254", "00254", "+254 (0) ", "+254 0");
    fc.assert(
      fc.property(anyMsisdn, prefix, separator, (number, start, between) => {
        const written = start + number.slice(3).replaceAll(/(...)(?=.)/g, `$1${between}`);
        expect(parseMsisdn(written)).toBe(number);
        expect(parseMsisdn(formatMsisdn(number))).toBe(number);
        expect(parseMsisdn(number)).toBe(number);
      }),
    );
  });

  it("answers an msisdn or null for any text, and never reads a masked one", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const number = parseMsisdn(text);
        expect(number === null || isMsisdn(number)).toBe(true);
      }),
    );
    fc.assert(
      fc.property(anyMsisdn, (number) => {
        expect(parseMsisdn(maskMsisdn(number))).toBeNull();
      }),
    );
  });
});
