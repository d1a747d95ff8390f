import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pdfLetters } from "./pdf-letters";

describe("the letters of a PDF", () => {
  it.each([
    ["Chai na mandazi", "Chai na mandazi", true],
    ["Café “Ö” – 5 €", "Café “Ö” – 5 €", true],
    ["Cafe\u0301", "Café", true],
    ["Nyũmba ya Gĩkũyũ", "Nyumba ya Gikuyu", false],
    ["ﬁve", "five", false],
    ["茶", "?", false],
    ["Chai ☕ 👨‍👩‍👧!", "Chai ? ?!", false],
    ["\u05e9\u05dc\u05d5\u05dd", "????", false],
    ["••••1SV2", "••••1SV2", true],
    ["", "", true],
  ])("write %j as %j", (text, written, isExact) => {
    expect(pdfLetters(text)).toEqual({ text: written, isExact });
  });

  it("are writable for any text, and each again what they are", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (text) => {
        const { text: written } = pdfLetters(text);
        expect(written).not.toMatch(/[\0-\x1f\x7f-\x9f\u0100-\u0151]/);
        expect(pdfLetters(written)).toEqual({ text: written, isExact: true });
      }),
    );
  });
});
